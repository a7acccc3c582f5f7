# The recorder's hooks for a bash that is too old for hooks.bash (3.2 to 4.3), or where UNDERSTUDY_TRACE=lines asks for less:
# each typed line with its exit code and its output, not what it started. Speaks to the same journal. The same needs as
# hooks.bash. Nothing here forks at a prompt; where the operator has a DEBUG trap of their own, it is left alone, and outputs are missed.

exec 19>>"$__us_journal" || return 0
__us_fd=19
__us_n=0 __us_ready= __us_rec= __us_word= __us_last=
__us_start=$SECONDS __us_epoch=
[[ -n ${EPOCHREALTIME-} ]] || __us_epoch=$(date +%s)
__us_ps1a='\[\e]133;A;aid='$__us_mark'\a\]${__us_word-}'
__us_ps1b='\[\e]133;B;aid='$__us_mark'\a\]'

# Seconds since 1970: bash 5 knows them, an older one counts on from those of its start.
__us_time() { __us_now=${EPOCHREALTIME-}; [[ -n $__us_now ]] || __us_now=$((__us_epoch + SECONDS - __us_start)); }

# Before each command; only the first of a typed line matters.
__us_debug() {
  [[ -n $__us_ready && -z ${COMP_LINE-} && -z ${READLINE_LINE-} ]] || return 0
  local line number old=$-
  case $BASH_COMMAND in __us_*) return 0 ;; esac
  __us_ready=
  __us_n=$((__us_n + 1))
  __us_time
  HISTTIMEFORMAT= builtin history 1 >|"$__us_dir/line"
  IFS= read -r -d '' line <"$__us_dir/line"
  line=${line#"${line%%[! ]*}"}
  number=${line%%[!0-9]*}
  line=${line#"$number"}
  line=${line#\*}
  line=${line#"${line%%[! ]*}"}
  # A line that the history did not take is known by its first command alone.
  [[ $number != "$__us_last" ]] || line=$BASH_COMMAND
  __us_last=$number
  builtin printf '\003%s typed %s %s %q \004%s\005\n' "$__us_nonce" "$__us_now" "$__us_n" "$PWD" "${line%$'\n'}" >&19 2>/dev/null
  builtin printf '\033]133;C;aid=%s;n=%s\007' "$__us_mark" "$__us_n"
  return 0
}

__us_prompt() {
  local status=$?
  builtin printf '\033]133;D;%s;aid=%s;n=%s\007' "$status" "$__us_mark" "$__us_n"
  __us_time
  builtin printf '\003%s prompt %s %s %s %s %s %s %q %s %s\004\005\n' "$__us_nonce" "$__us_now" "$__us_n" 0 "${!:-0}" \
    "${COLUMNS:-0}" "${LINES:-0}" "$PWD" "$status" "'$status'" >&19 2>/dev/null
  return $status
}

__us_tail() {
  local line
  __us_word='(rec) '
  if ! builtin kill -0 "${__us_rec:-x}" 2>/dev/null; then
    { read -r __us_rec <"$__us_dir/pid"; } 2>/dev/null
    [[ -z $__us_rec ]] || builtin kill -0 "$__us_rec" 2>/dev/null || __us_word='(rec!) '
  fi
  { read -r line <"$__us_dir/word"; } 2>/dev/null && [[ $__us_word == '(rec) ' ]] && __us_word="(rec $line) "
  [[ $__us_shown_word != off ]] || __us_word=
  if [[ -s $__us_dir/notice ]]; then
    while IFS= read -r line; do builtin printf 'understudy: %s\n' "$line"; done <"$__us_dir/notice" >&2
    : >|"$__us_dir/notice"
  fi
  [[ $PS1 == "$__us_ps1a"*"$__us_ps1b" ]] || PS1=$__us_ps1a$PS1$__us_ps1b
  __us_ready=1
}

__us_tell() { __us_time; builtin printf '\003%s %s %s %s\005\n' "$__us_nonce" "$1" "$__us_now" "$2" >&19; }
step() {
  case ${1-} in
    '' | -h | --help) echo 'usage: step done | step skip | step ID   where you are in the runbook' ;;
    *) __us_tell step "$*" ;;
  esac
}
note() { __us_tell note "$*"; }
run() {
  case ${1-} in
    keep | hand-over) __us_tell run keep ;;
    done) __us_tell run done ;;
    *) while IFS= read -r line; do echo "$line"; done <"$__us_dir/status" ;;
  esac
}

__us_previous=${PROMPT_COMMAND-}
PROMPT_COMMAND="__us_prompt${__us_previous:+;$__us_previous};__us_tail"
export -n PROMPT_COMMAND PS1
__us_time
builtin printf '%s\n' "$$" >|"$__us_dir/shell"
builtin printf '\003%s shell %s %s %s %s\005\n' "$__us_nonce" "$__us_now" "$$" "$PPID" "$BASH_VERSION" >&19
builtin printf '\003%s gap %s lines-only\005\n' "$__us_nonce" "$__us_now" >&19
builtin printf 'bash %s: each line is recorded with its exit code and output, but not what it started; bash 4.4 or newer records all\n' \
  "$BASH_VERSION" >>"$__us_dir/notice"
if [[ -z $(trap -p DEBUG) ]]; then trap __us_debug DEBUG; fi
