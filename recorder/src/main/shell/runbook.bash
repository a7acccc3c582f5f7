# The runbook at hand: the keys that bring its commands to the prompt, the words step, note and run, and the word in the prompt.
# Sourced by hooks.bash. Nothing here forks: the recorder lays the runbook out in a file, which is read once.

__us_book=                       # the runbook's title, once it is there
__us_ids=() __us_titles=()       # its steps
__us_texts=() __us_of=() __us_holes=()   # its commands: text, number of the step, placeholders with \037 between them
__us_run_id= __us_joinable=
__us_step=0 __us_step_name=      # where the operator is: the step's number from 1, and its id
__us_due=0                       # the command that the key brings next
__us_in=-1 __us_shown=           # the one at the prompt, and as it was put there
__us_hole= __us_vacated= __us_at=0   # the placeholder at the cursor, the line without it, its place
__us_armed= __us_warned=

# Reads what the recorder laid out.
__us_open_book() {
  local - kind a b rest at=0
  set +xue
  while IFS=$'\037' read -r kind a b rest; do
    case $kind in
      run) __us_run_id=$a __us_joinable=$b ;;
      book) __us_book=$a at=${b:-0} ;;
      step) __us_ids+=("$a") __us_titles+=("$b") ;;
      command) __us_texts+=("${a//$'\036'/$'\n'}") __us_of+=("${#__us_ids[@]}") __us_holes+=("$b${rest:+$'\037'$rest}") ;;
    esac
  done <"$__us_dir/runbook"
  __us_keys
  if ((at > 0 && __us_step == 0)) && [[ -z $__us_step_name ]]; then __us_move "$at"; fi
}

# Goes to a step, by its number.
__us_move() {
  __us_step=$1 __us_step_name=${__us_ids[$1 - 1]}
  __us_first "$1"
}

# The command that is due is the first of this step, or of one behind it.
__us_first() {
  for ((__us_due = 0; __us_due < ${#__us_of[@]} && __us_of[__us_due] < $1; __us_due++)); do :; done
}

__us_say() { builtin printf 'understudy: %s\n' "$1" >&2; }

__us_next() { __us_press 1; }
__us_previous() { __us_press -1; }

# A key was pressed: on to the next open placeholder, or to the next or previous command. Replaces nothing that was typed.
__us_press() {
  local -
  set +xue
  local IFS=' '
  [[ -n $__us_run_id || ! -s $__us_dir/runbook ]] || __us_open_book
  if [[ -z $__us_book ]]; then
    __us_say 'no runbook is open in this session (yet)'
    return 0
  fi
  if (($1 > 0)) && [[ -n $__us_shown && -n $READLINE_LINE ]] && __us_jump; then return 0; fi
  local at
  if [[ -z $READLINE_LINE ]]; then
    at=$((__us_due + ($1 < 0 ? -1 : 0)))
  elif [[ $READLINE_LINE == "$__us_shown" ]]; then
    at=$((__us_in + $1))
  else
    return 0
  fi
  if ((at < 0 || at >= ${#__us_texts[@]})); then
    if ((at < 0)); then __us_say 'that is the first command of the runbook'; else __us_say 'that was the last command of the runbook'; fi
    return 0
  fi
  __us_in=$at __us_due=$at __us_hole= __us_busy=1
  READLINE_LINE=${__us_texts[at]} READLINE_POINT=0
  builtin printf '\003%s offer %s %s %s\005\n' "$__us_nonce" "${EPOCHREALTIME:-0}" "${__us_ids[__us_of[at] - 1]}" \
    "${READLINE_LINE%%[[:space:]]*}" 2>/dev/null >&"$__us_fd"
  __us_jump || READLINE_POINT=${#READLINE_LINE}
  __us_shown=$READLINE_LINE
}

# The next placeholder that is not filled in, at or behind the cursor or else from the beginning: its place and text.
__us_find() {
  local from=$1 hole name before holes
  __us_found=-1 __us_found_text=
  IFS=$'\037' read -r -a holes <<<"${__us_holes[__us_in]}"
  for hole in "${holes[@]}"; do
    [[ -n $hole && ${READLINE_LINE:from} == *"$hole"* ]] || continue
    # A variable that the operator has set is filled in by the shell.
    name=${hole#\$} name=${name#\{} name=${name%\}}
    [[ $hole != \$* || ! $name =~ ^[A-Za-z_][A-Za-z0-9_]*$ || ! -v $name ]] || continue
    before=${READLINE_LINE:from}
    before=${before%%"$hole"*}
    if ((__us_found < 0 || from + ${#before} < __us_found)); then
      __us_found=$((from + ${#before})) __us_found_text=$hole
    fi
  done
  ((__us_found >= 0))
}

# To the next open placeholder, which makes room for what is typed; one that got nothing is put back.
__us_jump() {
  local __us_found __us_found_text
  if [[ -n $__us_hole && $READLINE_LINE == "$__us_vacated" ]]; then
    READLINE_LINE=${READLINE_LINE:0:__us_at}$__us_hole${READLINE_LINE:__us_at}
    READLINE_POINT=$((__us_at + ${#__us_hole}))
  fi
  __us_hole=
  __us_find "$READLINE_POINT" || __us_find 0 || return 1
  __us_guard || {
    # Where Enter cannot be held back, the placeholder stays, as a line without it might run.
    READLINE_POINT=$__us_found
    return 0
  }
  __us_hole=$__us_found_text __us_at=$__us_found
  READLINE_LINE=${READLINE_LINE:0:__us_found}${READLINE_LINE:__us_found + ${#__us_found_text}}
  READLINE_POINT=$__us_found __us_vacated=$READLINE_LINE __us_shown=$READLINE_LINE
  __us_say "$__us_hole"
}

# While a placeholder is open, Enter asks once more; afterwards it is as it was. False where Enter is bound to something else.
__us_guard() {
  [[ -z $__us_armed ]] || return 0
  local keys=
  builtin bind -q accept-line >|"$__us_dir/keys" 2>/dev/null
  read -r -d '' keys <"$__us_dir/keys"
  [[ $keys == *'"\C-m"'* ]] || return 1
  builtin bind '"\C-x\C-]\C-m": accept-line' && builtin bind -x '"\C-x\C-]g": __us_enter' \
    && builtin bind '"\C-m": "\C-x\C-]g\C-x\C-]\C-m"' && __us_armed=1
}

__us_enter() {
  local - __us_found __us_found_text=
  set +xue
  if [[ -n $__us_hole && $READLINE_LINE == "$__us_vacated" ]]; then
    __us_found_text=$__us_hole
  elif ((__us_in >= 0)) && [[ -n $__us_shown ]]; then
    __us_find 0 || __us_found_text=
  fi
  if [[ -z $__us_found_text || $READLINE_LINE == "$__us_warned" ]]; then
    builtin bind '"\C-x\C-]\C-m": accept-line'
  else
    builtin bind '"\C-x\C-]\C-m": set-mark'
    __us_warned=$READLINE_LINE
    __us_say "$__us_found_text is not filled in; Enter once more runs the line as it is"
  fi
}

# At each prompt behind a command that a key brought: Enter is plain again, and what is due goes on if the command ran.
__us_settle() {
  local line=
  if [[ -n $__us_armed ]]; then
    builtin bind '"\C-m": accept-line'
    builtin bind -r '\C-x\C-]g' && builtin bind -r '\C-x\C-]\C-m'
    __us_armed=
  fi
  builtin history 1 >|"$__us_dir/keys"
  read -r _ line <"$__us_dir/keys"
  if [[ "${line%%[[:space:]]*}" == "${__us_texts[__us_in]%%[[:space:]]*}" ]]; then
    __us_step=${__us_of[__us_in]} __us_step_name=${__us_ids[__us_step - 1]} __us_due=$((__us_in + 1))
  fi
  __us_in=-1 __us_shown= __us_hole= __us_warned=
} 2>/dev/null

# What the operator tells the recorder.
__us_tell() {
  __us_busy=1
  builtin printf '\003%s %s %s %s\005\n' "$__us_nonce" "$1" "${EPOCHREALTIME:-0}" "$2" 2>/dev/null >&"$__us_fd" \
    || { echo 'understudy: the recorder cannot be told: its journal is closed' >&2; return 4; }
}

__us_step_usage='usage: step [next | done | skip | --list | N | ID]   where you are in the runbook'
__us_step() {
  local -
  set +xue
  local at=0 i
  case ${1-} in
    -h | --help) echo "$__us_step_usage" ;;
    '') __us_where ;;
    -l | --list) __us_list ;;
    done | skip)
      [[ -n $__us_step_name ]] || { __us_say 'no step has begun; say which: step next, step N'; return 2; }
      __us_tell step "$1" || return
      __us_step_name=
      __us_first $((__us_step + 1))
      ;;
    *)
      if [[ -n $__us_book ]]; then
        if [[ $* == next ]]; then
          at=$((__us_step + 1))
          ((at <= ${#__us_ids[@]})) || { __us_say 'that was the last step of the runbook'; return 1; }
        else
          for i in "${!__us_ids[@]}"; do [[ ${__us_ids[i]} != "$*" ]] || at=$((i + 1)); done
          [[ $at != 0 || ! $* =~ ^[0-9]{1,4}$ ]] || at=$((10#$*))
          ((at >= 1 && at <= ${#__us_ids[@]})) || { __us_say "the runbook has no step '$*'; step --list shows them"; return 2; }
        fi
        __us_tell step "${__us_ids[at - 1]}" && __us_move "$at" && __us_where
      elif [[ $* == next ]]; then
        __us_say 'no runbook is open in this session (yet): say which step, as in step 2.1'
        return 2
      else
        __us_tell step "$*" && __us_step_name=$*
      fi
      ;;
  esac
}

__us_where() {
  if [[ -z $__us_book ]]; then
    echo "no runbook${__us_step_name:+, at step $__us_step_name}"
  elif ((__us_step == 0)); then
    echo "$__us_book: ${#__us_ids[@]} steps, none begun"
  else
    echo "$__us_step/${#__us_ids[@]} ${__us_ids[__us_step - 1]}: ${__us_titles[__us_step - 1]}"
  fi
}

__us_list() {
  local i here
  [[ -n $__us_book ]] || { __us_say 'no runbook is open in this session (yet)'; return 1; }
  echo "$__us_book"
  for i in "${!__us_ids[@]}"; do
    here=' '
    ((i + 1 != __us_step)) || here='>'
    builtin printf '%s %2d %s: %s\n' "$here" $((i + 1)) "${__us_ids[i]}" "${__us_titles[i]}"
  done
}

__us_note() {
  case ${1-} in
    -h | --help | '') echo 'usage: note TEXT   a remark for whoever reads the recording'; [[ -n ${1-} ]] || return 2 ;;
    *) __us_tell note "$*" ;;
  esac
}

__us_run_usage='usage: run [status | keep | hand-over | done]
  keep        leaving this shell does not end the run
  hand-over   the same, and how the next operator joins it
  done        leaving this shell ends the run'
__us_run() {
  case ${1-} in
    keep | done) __us_tell run "$1" ;;
    hand-over)
      __us_tell run keep || return
      if [[ $__us_joinable == yes ]]; then
        echo "run $__us_run_id stays open; the next operator joins it, on any machine, by: understudy record --run $__us_run_id"
      else
        echo "run ${__us_run_id:-of this session} stays open; without a server it cannot be joined from another machine"
      fi
      ;;
    '' | status)
      local line
      __us_where
      if [[ -r $__us_dir/status ]]; then
        while IFS= read -r line; do builtin printf '%s\n' "$line"; done <"$__us_dir/status"
      else
        __us_say 'the recorder has not said anything yet'
      fi
      ;;
    -h | --help) echo "$__us_run_usage" ;;
    *) echo "$__us_run_usage" >&2; return 2 ;;
  esac
}

# The word in the prompt: recording, which run, which step, and whether the server has everything.
__us_compose() {
  local run= state= step=
  { read -r run state <"$__us_dir/word"; } 2>/dev/null
  if [[ -n $__us_book && $__us_step != 0 ]]; then step=$__us_step/${#__us_ids[@]}; else step=${__us_step_name:0:16}; fi
  __us_word="(rec$1${run:+ $run}${step:+ $step}${state:+ $state}) "
}

# The keys are only taken where they are free. Asking readline for all that is bound takes longer than all else here, so it is
# asked when there is a runbook to bring commands of, and not before the first prompt.
__us_bind() { # SETTING DEFAULT FUNCTION TEXT
  local key=${1:-$2} map
  [[ $key != off ]] || return 0
  if [[ -z $1 && $__us_bound == *"\"$key\""* ]]; then
    builtin printf 'the key %s is bound to something of yours, so it does not bring the %s command of the runbook: choose another by %s\n' \
      "$key" "$4" "UNDERSTUDY_KEY_${4^^}" >>"$__us_dir/notice"
    return 0
  fi
  for map in emacs vi-insert; do builtin bind -m "$map" -x "\"$key\": $3"; done 2>/dev/null
}

__us_keys() {
  local __us_bound=
  { builtin bind -s; builtin bind -X; builtin bind -p; } >|"$__us_dir/keys" 2>/dev/null
  read -r -d '' __us_bound <"$__us_dir/keys"
  __us_bind "${__us_key_next-}" '\C-x\C-n' __us_next next
  __us_bind "${__us_key_previous-}" '\C-x\C-p' __us_previous previous
}

# Nor are words taken that mean something already.
__us_words() {
  local name taken=
  for name in step note run; do
    if builtin type -t "$name" >/dev/null; then
      taken+=${taken:+, }$name
    else
      eval "$name() { __us_$name \"\$@\"; }"
    fi
  done
  [[ -z $taken ]] || builtin printf '%s: yours already, so they mean what they meant; the words of the recorder are __us_step, __us_note and __us_run\n' \
    "$taken" >>"$__us_dir/notice"
}
__us_words
unset -f __us_words
