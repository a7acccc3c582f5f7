# Sourced through BASH_ENV by each bash that a program in a recorded session starts: tells the recorder what that shell runs.
# A script that traces itself is left alone, as its trace would vanish from the screen.
case $- in *x*) return 0 ;; esac
if [[ -z ${BASH_EXECUTION_STRING-} && -r $0 && -f $0 ]]; then
  IFS= read -r -d '' -N 65536 __us_text <"$0" || :
else
  __us_text=${BASH_EXECUTION_STRING-}
fi
if [[ $__us_text == *set\ -*x* || $__us_text == *xtrace* ]]; then
  unset __us_text
  return 0
fi
unset __us_text
{ exec {__us_fd}>>"$__us_journal"; } 2>/dev/null || return 0
__us_e= __us_pid=$$ __us_pp=0 __us_f=0 __us_s=0 __us_a= __us_q=$PPID __us_fork='__us_pp=__us_pid,__us_f=__us_s,__us_s=0,__us_pid=BASHPID'
while ((__us_q > 1 && ${#__us_a} < 100)); do
  __us_a+=$__us_q,
  { read -r __us_l </proc/"$__us_q"/stat; } 2>/dev/null || break
  __us_l=${__us_l##*) }
  __us_l=${__us_l#* }
  __us_q=${__us_l%% *}
done
builtin printf '\003%s child %s %s %s\005\n' "$__us_nonce" "${EPOCHREALTIME:-0}" "$$" "$__us_a" >&"$__us_fd"
export -n PS4
PS4=$'\001'$__us_nonce' ${__us_e:(BASHPID-__us_pid?__us_fork:0,++__us_s,__us_q=$?,__us_b=${!:-0})*0}${EPOCHREALTIME:-0} ${BASHPID-} $__us_s $__us_pp $__us_f ${BASH_SUBSHELL-} 1 0 $__us_q $__us_b ${PIPESTATUS[@]@Q} <${FUNCNAME[@]-}> ${PWD@Q} ${BASH_COMMAND@Q} '$'\002'
unset __us_a __us_q __us_l
BASH_XTRACEFD=$__us_fd
set -x
