# Keeps a recorder beside a shell: starts it again when it was killed, until the session is over. Run by `understudy record`
# in a session of its own, so that no key of the terminal reaches it.
rt=$1
shift
tries=0
while [ -d "$rt" ] && [ ! -e "$rt/drained" ]; do
  "$@"
  code=$?
  [ "$code" -ge 128 ] || break
  tries=$((tries + 1))
  [ "$tries" -lt 20 ] || break
  sleep 0.2
done
[ "${code:-0}" -eq 0 ] || [ ! -d "$rt" ] || {
  # What the recorder said when it gave up, for the next prompt.
  tail -n 1 "$rt/log" 2>/dev/null | sed 's/^understudy: //' >>"$rt/notice"
  : >"$rt/drained"
}
