# The keys that bring the runbook's commands to a zsh prompt, as runbook.bash does for bash; sourced by hooks.zsh. A placeholder
# makes room for what is typed, and while one is open, Enter asks once more.

typeset -ga __us_texts=() __us_of=() __us_holes=()   # the commands: text, step, placeholders with \037 between them
typeset -gi __us_due=1 __us_in=0 __us_at=0           # the command that the key brings next, the one at the prompt, a place in it
typeset -g __us_shown= __us_hole= __us_vacated= __us_warned= __us_armed= __us_found_text=

# Reads what the recorder laid out, and takes the keys where they are free: zsh's own meaning of them is nobody's.
__us_open_book() {
  emulate -L zsh
  local kind a b rest step= key map
  while IFS=$'\037' read -r kind a b rest; do
    case $kind in
      (step) step=$a ;;
      (command)
        __us_texts+=("${a//$'\036'/$'\n'}")
        __us_of+=("$step")
        __us_holes+=("$b${rest:+$'\037'$rest}")
        ;;
    esac
  done <$__us_dir/runbook
  (( $#__us_texts )) || return 0
  zle -N __us_next
  zle -N __us_previous
  __us_bind "$__us_key_next" '^X^N' __us_next next
  __us_bind "$__us_key_previous" '^X^P' __us_previous previous
}

__us_bind() { # SETTING DEFAULT WIDGET TEXT
  local key=${1:-$2}
  [[ $key != off ]] || return 0
  if [[ -z $1 && $(bindkey -- $key) != *(undefined-key|infer-next-history) ]]; then
    print -r -- "the key $key is bound to something of yours, so it does not bring the $4 command of the runbook: choose another by UNDERSTUDY_KEY_${(U)4}" >>$__us_dir/notice
  else
    bindkey -- $key $3
  fi
}

__us_next() { __us_press 1 }
__us_previous() { __us_press -1 }

__us_press() {
  emulate -L zsh
  local -i at
  if (( $1 > 0 )) && [[ -n $__us_shown && -n $BUFFER ]] && __us_jump; then return 0; fi
  if [[ -z $BUFFER ]]; then
    at=$(( __us_due + ($1 < 0 ? -1 : 0) ))
  elif [[ $BUFFER == $__us_shown ]]; then
    at=$(( __us_in + $1 ))
  else
    return 0
  fi
  if (( at < 1 )); then zle -M 'understudy: that is the first command of the runbook'; return 0; fi
  if (( at > $#__us_texts )); then zle -M 'understudy: that was the last command of the runbook'; return 0; fi
  __us_in=$at __us_due=$at __us_hole=
  BUFFER=$__us_texts[at] CURSOR=0
  __us_tell offer "$__us_of[at] ${BUFFER%%[[:space:]]*}"
  __us_jump || CURSOR=$#BUFFER
  __us_shown=$BUFFER
}

# The next placeholder that is not filled in, behind a place: its own place and text.
__us_find() {
  local from=${BUFFER[$1 + 1,-1]} hole name before
  __us_found_text=
  for hole in ${(s.\037.)${__us_holes[__us_in]//$'\037'/\\037}}; do
    [[ -n $hole && $from == *"$hole"* ]] || continue
    # A variable that the operator has set is filled in by the shell.
    name=${${${hole#\$}#\{}%\}}
    [[ $hole != \$* || -z ${(P)name-} ]] || continue
    before=${from%%"$hole"*}
    if [[ -z $__us_found_text ]] || (( $1 + $#before < __us_at )); then
      __us_at=$(( $1 + $#before )) __us_found_text=$hole
    fi
  done
  [[ -n $__us_found_text ]]
}

__us_jump() {
  if [[ -n $__us_hole && $BUFFER == $__us_vacated ]]; then
    BUFFER=${BUFFER[1,__us_at]}$__us_hole${BUFFER[__us_at + 1,-1]}
    CURSOR=$(( __us_at + $#__us_hole ))
  fi
  __us_hole=
  __us_find $CURSOR || __us_find 0 || return 1
  if [[ -z $__us_armed ]]; then
    zle -A accept-line __us_accept
    zle -N accept-line __us_enter
    __us_armed=1
  fi
  __us_hole=$__us_found_text
  BUFFER=${BUFFER[1,__us_at]}${BUFFER[__us_at + $#__us_hole + 1,-1]}
  CURSOR=$__us_at __us_vacated=$BUFFER __us_shown=$BUFFER
  zle -M "understudy: $__us_hole"
}

__us_enter() {
  emulate -L zsh
  local open=
  if [[ -n $__us_hole && $BUFFER == $__us_vacated ]]; then
    open=$__us_hole
  elif (( __us_in )) && __us_find 0; then
    open=$__us_found_text
  fi
  if [[ -z $open || $BUFFER == $__us_warned ]]; then
    zle __us_accept
  else
    __us_warned=$BUFFER
    zle -M "understudy: $open is not filled in; Enter once more runs the line as it is"
  fi
}

# Behind a line: Enter is plain again, and what is due goes on if the command ran. $1: the line.
__us_settle() {
  if [[ -n $__us_armed ]]; then
    zle -A __us_accept accept-line
    zle -D __us_accept
    __us_armed=
  fi
  (( ! __us_in )) || [[ -z $1 || ${1%%[[:space:]]*} != ${__us_texts[__us_in]%%[[:space:]]*} ]] || __us_due=$(( __us_in + 1 ))
  __us_in=0 __us_shown= __us_hole= __us_warned=
}
