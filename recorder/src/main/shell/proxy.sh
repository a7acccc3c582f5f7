# Keeps a recording proxy beside a recorder shell: starts it again when it was killed, until the session is over. Run by
# `understudy record` in a session of its own.
rt=$1
shift
kube=$rt/kube

# Until the shell has said which kubeconfig is the operator's. Where there is none, there is no proxy.
tries=0
while [ ! -e "$kube/own" ]; do
  [ -d "$kube" ] && [ ! -e "$rt/ended" ] && [ "$tries" -lt 100 ] || exit 0
  tries=$((tries + 1))
  sleep 0.1
done
read -r own <"$kube/own"

# Clients that read but the first file of KUBECONFIG shall find the operator's own there while the proxy is not: if it is one
# file, and names no other files relative to itself.
stand_in() {
  rm -f "$kube/shim" "$kube/config"
  case $own in *:*) return ;; esac
  grep -qE '(certificate-authority|client-certificate|client-key|tokenFile|command): *[^/ ]' "$own" 2>/dev/null ||
    ln -s "$own" "$kube/config" 2>/dev/null
}

tries=0
stand_in
while [ -d "$kube" ] && [ ! -e "$rt/ended" ] && [ ! -e "$kube/stop" ]; do
  "$@"
  code=$?
  [ -d "$kube" ] || break
  stand_in
  [ "$code" -ge 128 ] || break
  tries=$((tries + 1))
  [ "$tries" -lt 20 ] || break
  sleep 0.2
done
[ ! -d "$kube" ] || : >"$kube/failed"
[ "${code:-0}" -eq 0 ] || [ ! -d "$rt" ] || {
  printf 'requests to Kubernetes are not recorded: %s\n' "$(tail -n 1 "$kube/log" 2>/dev/null | sed 's/^understudy: //')" >>"$rt/notice"
  echo >"$rt/news"
}
