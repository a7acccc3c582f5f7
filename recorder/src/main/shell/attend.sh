# Keeps a recorder beside a shell: starts it again when it died, until the session is over, also while its jars are being
# replaced. Run by `understudy record` in a session of its own, so that no key of the terminal reaches it.
rt=$1
shift
tries=0
now() { # seconds on whatever clock, in $now
  if [ -r /proc/uptime ]; then
    read -r now _ </proc/uptime
    now=${now%%.*}
  else
    now=$(date +%s)
  fi
}
while [ -d "$rt" ] && [ ! -e "$rt/drained" ]; do
  now
  begun=$now
  "$@"
  code=$?
  [ ! -d "$rt" ] || echo >"$rt/news"
  case $code in
    # Done; or what it was told is wrong, and would be wrong again.
    0 | 2 | 3 | 4) break ;;
  esac
  now
  [ $((now - begun)) -lt 60 ] || tries=0
  tries=$((tries + 1))
  # Half an hour of trying: an upgrade that takes longer has failed.
  [ "$tries" -lt 200 ] || break
  if [ "$tries" -lt 10 ]; then sleep 0.2; else sleep 10; fi
done
[ "${code:-0}" -eq 0 ] || [ ! -d "$rt" ] || {
  # What the recorder said when it gave up, for the next prompt; and its word says that nobody is there.
  if [ "$code" -eq 2 ]; then said=$(grep -m 1 . "$rt/log"); else said=$(tail -n 1 "$rt/log"); fi
  printf 'nothing more is recorded: %s\n' "${said#understudy: }" >>"$rt/notice"
  echo >"$rt/news"
  [ -e "$rt/pid" ] || echo $$ >"$rt/pid"
  : >"$rt/drained"
}
