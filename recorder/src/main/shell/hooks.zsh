# The recorder's hooks for zsh, sourced behind the operator's own .zshrc. zsh has no descriptor of its own for its trace, so this
# is a lesser recording: simple commands with their arguments and exit codes; pipelines, lists and substitutions by their source
# text, each with a gap. Needs: __us_nonce, __us_mark, __us_dir, __us_journal, __us_parts, __us_shims, __us_shown_word.
zmodload zsh/datetime zsh/system 2>/dev/null || return 0
autoload -Uz add-zsh-hook
exec {__us_fd}>>$__us_journal || return 0
typeset -gi __us_n=0 __us_s=0 __us_on=0 __us_count=0
typeset -g __us_book= __us_word= __us_rec= __us_line= __us_eol=${PROMPT_EOL_MARK-%B%S%#%s%b}

# A typed line is about to run.
__us_preexec() {
  emulate -L zsh
  (( __us_n += 1, __us_count += 1 ))
  __us_line=${1:-$3}
  (( ! __us_in )) || __us_settle "$__us_line"
  __us_end_mark
  print -rn -u $__us_fd -- $'\003'"$__us_nonce typed $EPOCHREALTIME $__us_n ${(qq)PWD} "$'\004'"$__us_line"$'\005\n'
  print -n "\e]133;C;aid=$__us_mark;n=$__us_n\a"
  # What runs in the background or in a pipeline is no child whose end would be known here.
  local -a tokens=( ${(z)3} )
  __us_on=1
  if (( ${tokens[(I)(\||\|&|&|&!|&\|)]} )); then
    __us_on=0
    __us_gap zsh-detail
  fi
}

# Output that lacks its last line break ends before zsh says so.
__us_end_mark() {
  PROMPT_EOL_MARK="%{"$'\e'"]133;D;%?;aid=$__us_mark;n=$__us_n"$'\a'"%}$__us_eol"
}

__us_precmd() {
  local __us_st=$? __us_ps="$pipestatus"
  emulate -L zsh
  [[ -o promptsp && -o promptcr ]] || print -n "\e]133;D;$__us_st;aid=$__us_mark;n=$__us_n\a"
  __us_on=0
  print -rn -u $__us_fd -- $'\003'"$__us_nonce prompt $EPOCHREALTIME $__us_n $__us_count 0 $COLUMNS $LINES ${(qq)PWD} $__us_st '${__us_ps// /\' \'}'"$'\004'"$__us_line"$'\005\n'
  (( __us_n > 0 )) || __us_end_mark
  (( ! __us_in )) || __us_settle ''
  [[ -n $__us_book || ! -s $__us_dir/runbook ]] || { __us_book=1; __us_open_book }
  __us_say
}

# Before each command. The text is expanded a second time only where that cannot do anything.
__us_debug() {
  local __us_q=$? __us_ps="$pipestatus" __us_text=$ZSH_DEBUG_CMD
  (( __us_on && ZSH_SUBSHELL == 0 )) || return 0
  emulate -L zsh
  setopt extendedglob
  case $__us_text in
    __us_*) return 0 ;;
    (for|while|until|if|case|select|repeat|function|time|coproc|foreach)[[:space:]]* | '[['* | '(('* | '{'* | *'() {'*) return 0 ;;
  esac
  local bare=${__us_text//\'[^\']#\'/}
  local quoted=$bare
  bare=${bare//\"[^\"]#\"/}
  if [[ $quoted == *('`'|'$('|'${'[^}]#[^A-Za-z0-9_}]|'$['|'$'\')* || $bare == *(\(|\)|\;|\||\&\&|'<<'|$'\n'|'!')* ]]; then
    __us_gap zsh-detail
    return 0
  fi
  local -a tokens=( ${(z)__us_text} ) kept=() before=() words=()
  local token skip=
  for token in $tokens; do
    if [[ -n $skip ]]; then
      skip=
    elif [[ $token == [0-9]#(\<|\>|\>\>|\>\&|\<\&|\&\>|\>\||\<\>)* ]]; then
      [[ $token == *[0-9-] ]] || skip=1
    elif (( ! $#kept )) && [[ $token == [A-Za-z_][A-Za-z0-9_]#(\[*\])#(\+)#=* ]]; then
      before+=($token)
    else
      kept+=($token)
    fi
  done
  for token in $before; do __us_record "$token"; done
  (( $#kept )) || return 0
  emulate zsh -c 'eval "words=( ${(j: :)kept} )"' 2>/dev/null || { __us_gap zsh-detail; return 0 }
  __us_record "${(@qq)words}"
}

# One record, as bash writes it by PS4.
__us_record() {
  (( __us_s += 1 ))
  local functions="${(j: :)${funcstack[@]:#(__us_*|TRAPDEBUG|/*)}}"
  print -r -u $__us_fd -- $'\001'"$__us_nonce $EPOCHREALTIME $$ $__us_s 0 0 0 1 $__us_n $__us_q 0 '${__us_ps// /\' \'}' <$functions> ${(qq)PWD} ${(qq)__us_text} "$'\002'"$*"
}

__us_gap() { print -r -u $__us_fd -- $'\003'"$__us_nonce gap $EPOCHREALTIME $1"$'\005' }

# What the recorder has to say, and the word in the prompt.
__us_say() {
  local line run state down=
  if ! kill -0 ${__us_rec:-x} 2>/dev/null; then
    { read -r __us_rec <$__us_dir/pid } 2>/dev/null
    [[ -z $__us_rec ]] || kill -0 $__us_rec 2>/dev/null || down='!'
  fi
  { read -r run state <$__us_dir/word } 2>/dev/null
  __us_word="(rec$down${run:+ $run}${state:+ $state}) "
  [[ $__us_shown_word != off ]] || __us_word=
  local a=$'%{\e]133;A;aid='$__us_mark$'\a%}' b=$'%{\e]133;B;aid='$__us_mark$'\a%}'
  PROMPT=${PROMPT#$a*$'%{\e]133;W\a%}'}
  PROMPT=$a$__us_word$'%{\e]133;W\a%}'${PROMPT%$b}$b
  if [[ -s $__us_dir/notice ]]; then
    while IFS= read -r line; do print -r -- "understudy: $line"; done <$__us_dir/notice >&2
    : >|$__us_dir/notice
  fi
  [[ -z $__us_shims || $PATH == $__us_shims:* ]] || path=($__us_shims ${path:#$__us_shims})
}

__us_tell() { print -r -u $__us_fd -- $'\003'"$__us_nonce $1 $EPOCHREALTIME $2"$'\005' }
(( $+commands[step] + $+functions[step] + $+aliases[step] )) || step() {
  case ${1-} in
    ('' | -h | --help) print 'usage: step done | step skip | step ID   where you are in the runbook' ;;
    (*) __us_tell step "$*" ;;
  esac
}
(( $+commands[note] + $+functions[note] + $+aliases[note] )) || note() { __us_tell note "$*" }
(( $+commands[run] + $+functions[run] + $+aliases[run] )) || run() {
  case ${1-} in
    (keep | hand-over) __us_tell run keep ;;
    (done) __us_tell run done ;;
    (*) [[ ! -r $__us_dir/status ]] || print -r -- "$(<$__us_dir/status)" ;;
  esac
}

. $__us_parts/runbook.zsh

# The way through the recording proxy, as in hooks.bash.
[[ ! -d $__us_dir/kube ]] || () {
  local file own=${KUBECONFIG:-$HOME/.kube/config}
  for file in ${(s.:.)own}; do
    [[ -r $file ]] || continue
    print -r -- $own >|$__us_dir/kube/own && export KUBECONFIG=$__us_dir/kube/config:$own
    break
  done
}

print -r -- $$ >|$__us_dir/shell
print -r -u $__us_fd -- $'\003'"$__us_nonce shell $EPOCHREALTIME $$ $PPID zsh $ZSH_VERSION"$'\005'
print -r -- "zsh is recorded less completely than bash: pipelines, lists and substitutions by their text alone" >>$__us_dir/notice
setopt debug_before_cmd
trap '__us_debug' DEBUG
add-zsh-hook preexec __us_preexec
# First, to see the exit code; what other hooks print belongs to the prompt.
precmd_functions=(__us_precmd ${precmd_functions:#__us_precmd})
