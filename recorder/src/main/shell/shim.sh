# A watched tool's stand-in where there is no perl: tells the journal that the tool started, and becomes the tool. How it ended
# stays unknown.
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
plain() { printf '%s' "$1" | od -An -v -tx1 | tr -d '\n' | sed 's/ /%/g'; [ -n "$1" ] || printf %%; }
{
  told="started $(date +%s.%N) $$ $PPID $(plain "$PWD") $(plain "$name")"
  for word; do told="$told $(plain "$word")"; done
  printf '\003%s %s\005\n' "$nonce" "$told" >>"$journal"
} 2>/dev/null
exec "$real" "$@"
