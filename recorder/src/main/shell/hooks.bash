# The recorder's hooks, sourced by the rc file of a recorded interactive bash after the operator's own rc files.
#
# Needs: __us_nonce, __us_mark (secrets of this session), __us_dir (its runtime folder), __us_journal (the journal's path),
# __us_parts (the folder of this file); perhaps __us_shims, __us_key_next, __us_key_previous, __us_shown_word.
# Everything starts with __us_; none of it is exported. Nothing here forks, sets a trap or writes to the terminal, except for
# the marks around the prompt and one-line notices before it.

# The journal. A descriptor from 10 up, close-on-exec by bash itself, opened for appending so that forks may share it.
exec {__us_fd}>>"$__us_journal" || return 0

# State that PS4, PS0 and PS1 change by arithmetic alone. An arithmetic expansion works in whichever process expands it, so a
# fork finds its parent's number and last record in the variables that it inherited: that is the process tree.
__us_e=              # stays empty: ${__us_e:ARITHMETIC:0} evaluates and prints nothing
__us_p=0             # 1 while a typed line runs; prompt and completion code run at 0
__us_n=0             # number of the typed line
__us_pid=$$          # the process that wrote the last record
__us_pp=0 __us_f=0   # its parent, and the parent's record after which it was forked
__us_s=0             # number of the record within its process
__us_b=0 __us_bk=0 __us_q=0   # the last $! that was seen, and how many since the last prompt
__us_bgs=()          # those
__us_bg=             # background processes whose exit code is still to be asked
__us_dead=           # those that had ended at the last prompt while their job was still in the table
__us_rec=            # the recorder's process
__us_word=           # what the prompt says
__us_own=            # not empty where PROMPT_COMMAND holds the operator's own code
__us_busy=           # not empty where the next prompt has to look after something
__us_ps1w= __us_was=    # PS1 and PS0, and other things, as they were put there

# Arithmetic that PS4 seldom needs, kept apart: what is not evaluated is not parsed either.
__us_fork='__us_pp=__us_pid,__us_f=__us_s,__us_s=0,__us_pid=BASHPID'
__us_more='__us_bgs[__us_bk++]=__us_b'

# The price of a traced command is that of expanding this. $? and $! go by arithmetic, as an IFS with digits would take theirs away.
__us_ps4=$'\001'$__us_nonce' ${__us_e:(BASHPID-__us_pid?__us_fork:0,++__us_s,__us_q=$?,__us_b-${!:-0}?__us_b=${!:-0},__us_more:0)*0}${EPOCHREALTIME:-0} ${BASHPID-} $__us_s $__us_pp $__us_f ${BASH_SUBSHELL-} $__us_p $__us_n $__us_q $__us_b ${PIPESTATUS[@]@Q} <${FUNCNAME[@]-}> ${PWD@Q} ${BASH_COMMAND@Q} '$'\002'
__us_ps0='${__us_e:(__us_p=1,++__us_n)*0}\e]133;C;aid='$__us_mark';n=$__us_n\a'
# What is replaced in a word that is empty puts a hook back where somebody replaced the whole of PROMPT_COMMAND.
__us_ps1a='\[\e]133;D;$?;aid='$__us_mark';n=$__us_n\a${__us_e:__us_p=0}${__us_e/${PROMPT_COMMAND[97]:=__us_tail}}\]${__us_word-}'
__us_ps1b='\[\e]133;B;aid='$__us_mark'\a\]'
# The record of its first command tells how the line ended; nothing behind it is traced. Nobody says +x twice but us.
__us_head='set +x +x;__us_prompt'
__us_before='__us_before "$?" "${PIPESTATUS[@]@Q}"'
__us_array=$((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501))   # whether PROMPT_COMMAND may be an array

# Where PROMPT_COMMAND holds nothing of the operator's, element 97 is the head and all that there is: a string that is assigned
# later replaces element 0 only. Else their element 0 begins with another head, and element 97 is the tail. What is in between is
# traced, so that a Ctrl-C in the midst of it cannot keep the next line from being traced.
#
# The head closes the command. What a shell does between a line and its prompt is felt, so there is as little as can be.
__us_prompt() {
  [[ -z ${PROMPT_COMMAND-} || -n $__us_own ]] || __us_gap prompt-hook
  __us_tell_prompt '-1 '
  __us_look
  set -x
}

# Their code finds the $? of the line; but under set -e, that would be the shell's end.
__us_before() {
  set +x
  local IFS=' '
  __us_tell_prompt "$*"
  if [[ $- == *e* ]]; then set -- 0; fi
  set -x
  return "$1"
}

__us_tell_prompt() {
  local HISTTIMEFORMAT=
  __us_p=0
  {
    builtin printf '\003%s prompt %s %s %s %s %s %s %s %s\004' "$__us_nonce" "${EPOCHREALTIME:-0}" "$__us_n" "${HISTCMD:-0}" \
      "${!:-0}" "${COLUMNS:-0}" "${LINES:-0}" "${PWD@Q}" "$1"
    builtin history 1
    builtin printf '\005\n'
  } >&"$__us_fd" 2>/dev/null || __us_busy=1
}

# The last thing at each prompt, before the trace goes on.
__us_tail() {
  set +x
  __us_look
  set -x
}

# Whether all is as it should be. Whoever has something to say to the shell leaves news.
__us_look() {
  if ((__us_bk)); then
    __us_bg+="${__us_bgs[@]/#/ }"
    __us_bgs=() __us_bk=0
  fi
  [[ ${PS4-} == "$__us_ps4" && ${PS1-}${PS0-} == "$__us_ps1w" &&
    ${BASH_XTRACEFD-}${PROMPT_COMMAND-}${PROMPT_COMMAND[97]-}${PATH-} == "$__us_was"* && -z $__us_bg$__us_dead$__us_busy &&
    -d /proc/${__us_rec:-x} && /dev/fd/$__us_fd -ef $__us_journal && ! -s $__us_dir/news ]] || __us_restore
}

# Asks for the exit codes of background processes that have ended, once asking cannot swallow bash's own "Done" message: the
# job has left the job table, or was there and dead at the prompt before.
__us_reap() {
  local pid rest= dead= jobs=x code
  if { builtin compgen -A job >|"$__us_dir/jobs"; } 2>/dev/null; [[ ! -s $__us_dir/jobs ]]; then jobs=; fi
  for pid in $__us_bg $__us_dead; do
    if builtin kill -0 "$pid"; then
      rest+=" $pid"
    elif [[ -n $jobs && " $__us_dead " != *" $pid "* ]]; then
      dead+=" $pid"
    else
      builtin wait "$pid"
      code=$?
      ((code == 127)) || builtin printf '\003%s exited %s %s\005\n' "$__us_nonce" "$pid" "$code" >&"$__us_fd"
    fi
  done 2>/dev/null
  __us_bg=$rest __us_dead=$dead
}

# Puts back what was changed, and says so in the journal; takes what the recorder has to say.
__us_restore() {
  local - pid
  set +ue
  local IFS=' '
  __us_p=0 __us_busy=
  { : >|"$__us_dir/news"; } 2>/dev/null
  __us_hook
  if [[ $PS4 != "$__us_ps4" ]]; then
    PS4=$__us_ps4
    __us_gap ps4
  fi
  if [[ ${BASH_XTRACEFD-} != "$__us_fd" || ! /dev/fd/$__us_fd -ef $__us_journal ]]; then
    { exec {__us_fd}>>"$__us_journal" && BASH_XTRACEFD=$__us_fd; } 2>/dev/null
    __us_gap trace-descriptor
  fi
  [[ ${PS0-} == *"$__us_ps0" ]] || PS0=${PS0-}$__us_ps0
  [[ ${PS1-} == "$__us_ps1a"*"$__us_ps1b" ]] || __us_wrap_ps1
  __us_paths
  __us_ps1w=$PS1$PS0 __us_was=$BASH_XTRACEFD${PROMPT_COMMAND-}${PROMPT_COMMAND[97]-}${__us_shims:+$__us_shims:}
  if [[ -s $__us_dir/wanted ]]; then
    while read -r pid; do __us_bg+=" $pid"; done <"$__us_dir/wanted"
    : >|"$__us_dir/wanted"
  fi
  __us_notices
  [[ -z $__us_bg$__us_dead ]] || __us_reap
  return 0
}

# PROMPT_COMMAND as it should be, with all that is the operator's in it.
__us_hook() {
  local tail=${PROMPT_COMMAND[97]-} i
  ((__us_array)) || tail=${PROMPT_COMMAND##*;}
  if [[ -n $__us_own ]]; then
    [[ ${PROMPT_COMMAND-} != "$__us_before"* || $tail != __us_tail ]] || return 0
  else
    [[ -n ${PROMPT_COMMAND-} || $tail != "$__us_head" ]] || return 0
  fi
  # The head says it by itself.
  [[ -z $__us_was || -z $__us_own && -n ${PROMPT_COMMAND-} ]] || __us_gap prompt-hook
  for i in "${!PROMPT_COMMAND[@]}"; do
    PROMPT_COMMAND[i]=${PROMPT_COMMAND[i]//"$__us_before"/:}
    PROMPT_COMMAND[i]=${PROMPT_COMMAND[i]//"$__us_head"/:}
    PROMPT_COMMAND[i]=${PROMPT_COMMAND[i]//__us_tail/:}
  done
  __us_own=${PROMPT_COMMAND[*]//[: ;]}
  if ((!__us_array)); then
    PROMPT_COMMAND="$__us_before${PROMPT_COMMAND:+;$PROMPT_COMMAND};__us_tail" __us_own=1
  elif [[ -n $__us_own ]]; then
    PROMPT_COMMAND[0]=$__us_before${PROMPT_COMMAND:+;$PROMPT_COMMAND}
    PROMPT_COMMAND[97]=__us_tail
  else
    PROMPT_COMMAND=()
    PROMPT_COMMAND[97]=$__us_head
  fi
}

# Keeps the shims first on the PATH.
__us_paths() {
  [[ $PATH != "$__us_shims":* && -n ${__us_shims-} ]] || return 0
  PATH=:$PATH:
  PATH=${PATH//":$__us_shims:"/:}
  PATH=${PATH#:}
  PATH=$__us_shims:${PATH%:}
}

__us_gap() {
  builtin printf '\003%s gap %s %s\005\n' "$__us_nonce" "${EPOCHREALTIME:-0}" "$1" 2>/dev/null >&"$__us_fd"
}

__us_wrap_ps1() {
  PS1=${PS1//"$__us_ps1a"/}
  PS1=$__us_ps1a${PS1//"$__us_ps1b"/}$__us_ps1b
}

# What the recorder has to say: the word in the prompt, and notices, one line each, above the prompt and nowhere else.
__us_notices() {
  local line down=
  if ! builtin kill -0 "${__us_rec:-x}" 2>/dev/null; then
    # Another recorder may have come in its place.
    { read -r __us_rec <"$__us_dir/pid"; } 2>/dev/null
    [[ -z $__us_rec ]] || builtin kill -0 "$__us_rec" 2>/dev/null || down='!'
  fi
  [[ -n $__us_run_id || ! -s $__us_dir/runbook ]] || __us_open_book
  ((__us_in < 0)) || __us_settle
  [[ $__us_shown_word == off ]] || __us_compose "$down"
  if [[ -s $__us_dir/notice ]]; then
    while IFS= read -r line; do builtin printf 'understudy: %s\n' "$line"; done <"$__us_dir/notice" >&2
    : >|"$__us_dir/notice"
  fi
} 2>&1

# A stand-in for each watched tool that is there, and for no other: it would look as if it were. The folder comes with those that
# the launcher found, which are seldom others.
__us_prune() {
  local path=:$PATH: tools found have=' ' link extra=() IFS=' '
  read -r -d '' -a tools <"$__us_dir/tools"
  path=${path//":$__us_shims:"/:}
  PATH=$path builtin type -P "${tools[@]}" >|"$__us_dir/found"
  mapfile -t found <"$__us_dir/found"
  found=" ${found[*]##*/} "
  for link in "$__us_shims"/*; do
    have+="${link##*/} "
    [[ $found == *" ${link##*/} "* ]] || extra+=("$link")
  done
  ((${#extra[@]} == 0)) || command rm -f -- "${extra[@]}"
  for link in $found; do
    [[ $have == *" $link "* ]] || command ln -s ../shim "$__us_shims/$link"
  done
} 2>/dev/null

# The way through the recording proxy, for whoever reads KUBECONFIG: the session's kubeconfig first, the operator's own
# behind it, which alone is there while the proxy is not.
__us_kubeconfig() {
  local file own=${KUBECONFIG:-$HOME/.kube/config} IFS=: found=
  for file in $own; do [[ ! -r $file ]] || found=1; done
  [[ -n $found ]] || return 0
  builtin printf '%s\n' "$own" >|"$__us_dir/kube/own" && export KUBECONFIG=$__us_dir/kube/config:$own
}

__us_install() {
  local attributes=${PS0+${PS0@a}}${PS1+${PS1@a}}${PS4+${PS4@a}}${PROMPT_COMMAND+${PROMPT_COMMAND@a}}${BASH_XTRACEFD+${BASH_XTRACEFD@a}}
  if [[ $attributes == *r* ]]; then
    echo 'understudy: PS0, PS1, PS4, PROMPT_COMMAND or BASH_XTRACEFD is read-only in your rc files: the screen is recorded, but not what runs' >&2
    builtin printf '\003%s shell %s %s %s %s\005\n' "$__us_nonce" "${EPOCHREALTIME:-0}" "$$" "$PPID" "$BASH_VERSION" >&"$__us_fd"
    __us_gap read-only
    return 1
  fi
  [[ ! -d $__us_dir/kube ]] || __us_kubeconfig
  [[ ! -d ${__us_shims-} ]] || __us_prune
  ((__us_array)) || __us_ps1a=${__us_ps1a/'${__us_e/${PROMPT_COMMAND[97]:=__us_tail}}'/}
  __us_hook
  builtin printf '%s\n' "$$" >|"$__us_dir/shell"
  export -n PS0 PS1 PS4 PROMPT_COMMAND
  PS4=$__us_ps4
  builtin printf '\003%s shell %s %s %s %s\005\n' "$__us_nonce" "${EPOCHREALTIME:-0}" "$$" "$PPID" "$BASH_VERSION" >&"$__us_fd"
  BASH_XTRACEFD=$__us_fd
}
. "$__us_parts/runbook.bash"
if __us_install; then __us_on=1; else __us_on=; fi
unset -f __us_install __us_prune __us_kubeconfig
[[ -z $__us_on ]] || set -x
