# A watched tool's stand-in on the PATH. Becomes the tool at once where the operator's shell itself started it in the
# foreground, as that shell tells of it; else, where there is perl, stays its parent to learn how it ends.
name=${0##*/}
real=
rest=$PATH:
while [ -n "$rest" ]; do
  dir=${rest%%:*}
  rest=${rest#*:}
  [ "$dir" != "$shims" ] || continue
  if [ -f "${dir:-.}/$name" ] && [ -x "${dir:-.}/$name" ]; then
    real=${dir:-.}/$name
    break
  fi
done
if [ -z "$real" ]; then
  printf '%s: command not found\n' "$name" >&2
  exit 127
fi
plain() {
  case $1 in
    '') word=% ;;
    *[!A-Za-z0-9._/:=,@+-]*) word=$(printf '%s' "$1" | od -An -v -tx1 | tr -d '\n' | sed 's/ /%/g') ;;
    *) word=$1 ;;
  esac
}
if [ -r /proc/self/stat ] && [ -r "$runtime/shell" ] && read -r stat </proc/self/stat && read -r shell <"$runtime/shell"; then
  # After the name: state, parent, process group, session, terminal, the terminal's foreground group.
  stat=${stat##*) }
  read -r _ parent group _ _ foreground _ <<EOF
$stat
EOF
  if [ "$parent" = "$shell" ] && [ "$group" = "$foreground" ]; then
    plain "$PWD"
    told="direct 0 $$ $parent $word"
    plain "$name"
    told="$told $word"
    for argument; do
      plain "$argument"
      told="$told $word"
    done
    [ ! -w "$runtime/journal" ] || printf '\003%s %s\005\n' "$nonce" "$told" >>"$runtime/journal"
    exec "$real" "$@"
  fi
fi
[ -z "$perl" ] || [ ! -d "$runtime" ] || exec "$perl" "$runtime/shim.pl" "$name" "$real" "$@"
exec "$real" "$@"
