#!/bin/sh
# A watched tool's stand-in on the PATH. Becomes the tool at once where the operator's shell itself started it in the
# foreground, as that shell tells of it; else, where there is perl, stays its parent to learn how it ends.
name=${0##*/}
shims=${0%/*}
runtime=${shims%/*}
nonce=
[ ! -r "$runtime/secrets" ] || read -r nonce <"$runtime/secrets"
find() { # sets $real to where a program is, but for our own stand-ins
  real=
  rest=$PATH:
  while [ -n "$rest" ]; do
    dir=${rest%%:*}
    rest=${rest#*:}
    [ "$dir" != "$shims" ] || continue
    if [ -f "${dir:-.}/$1" ] && [ -x "${dir:-.}/$1" ]; then
      real=${dir:-.}/$1
      break
    fi
  done
}
find perl
perl=$real
find "$name"
if [ -z "$real" ]; then
  printf '%s: command not found\n' "$name" >&2
  exit 127
fi
# Leads the tool through the session's recording proxy: by a kubeconfig of its own, which tells its requests from others'.
# Whatever is not right, the tool gets the operator's own kubeconfig, as it would without us.
kube() {
  case $name in kubectl | oc | helm | k9s) client=1 ;; *) client= ;; esac
  # At the very beginning of a session, it may not have come up yet.
  tries=0
  while [ -n "$client" ] && [ ! -e "$runtime/kube/pid" ] && [ ! -e "$runtime/kube/failed" ] && [ "$tries" -lt 40 ]; do
    tries=$((tries + 1))
    sleep 0.05
  done
  case ${KUBECONFIG-} in
    "$runtime/kube/"*) ;;
    *)
      [ -z "$client" ] || around 'KUBECONFIG was set to another kubeconfig'
      return 0
      ;;
  esac
  own
  value= first=1
  for argument; do
    case $argument in
      --) break ;;
      --kubeconfig | --kubeconfig=* | --server | --server=* | --kube-apiserver | --kube-apiserver=*)
        why="${argument%%=*} names another server" && break ;;
      --client-certificate | --client-certificate=* | --client-key | --client-key=* | --certificate-authority | \
        --certificate-authority=* | --tls-server-name | --tls-server-name=* | --insecure-skip-tls-verify* | \
        --kube-ca-file | --kube-ca-file=* | --kube-tls-server-name | --kube-tls-server-name=* | --kube-insecure-skip-tls-verify*)
        why="${argument%%=*} is between the tool and the server alone" && break ;;
      -s) case $name in kubectl | oc) why='-s names another server' && break ;; esac ;;
      -*) case $argument in *=*) ;; *) value=1 ;; esac ;;
      config | ctx | ns)
        # The operator's own kubeconfig is asked for, or changed.
        case $first$name in 1kubectl | 1oc) straight && return 0 ;; esac
        ;;
      *) [ -n "$value" ] && value= || first= ;;
    esac
  done
  case $name in kubectx | kubens) straight && return 0 ;; esac
  if [ -n "${why-}" ]; then
    straight
    [ -z "$client" ] || around "$why"
    return 0
  fi
  kube_pid=none
  # shellcheck disable=SC1091
  [ ! -r "$runtime/kube/shim" ] || . "$runtime/kube/shim"
  read -r stat <"/proc/$kube_pid/stat" || stat=
  case ${stat##*) } in
    [RSDI]*) kube_clusters "$$" >"$runtime/kube/c/$$" && KUBECONFIG=$runtime/kube/c/$$:$runtime/kube/users:$own ;;
    *)
      straight
      [ -z "$client" ] || around 'the recording proxy was away'
      ;;
  esac
} 2>/dev/null
own() { # what KUBECONFIG would be without us
  own=${KUBECONFIG-}
  while :; do
    case $own in
      "$runtime/kube/"*:*) own=${own#*:} ;;
      "$runtime/kube/"*) own= ;;
      *) break ;;
    esac
  done
}
straight() {
  case ${KUBECONFIG-} in "$runtime/kube/"*) own && KUBECONFIG=$own ;; esac
}
around() {
  [ -z "$nonce" ] || [ ! -w "$runtime/journal" ] || printf '\003%s around 0 %s %s\005\n' "$nonce" "$$" "$1" >>"$runtime/journal"
}
# Where the session began without a kubeconfig there is no proxy, and one that was made since leads straight to its cluster.
late() {
  case $name in kubectl | oc | helm | k9s) ;; *) return 0 ;; esac
  [ ! -d "$runtime/kube" ] || [ ! -r "${KUBECONFIG:-${HOME-}/.kube/config}" ] || around 'there was no kubeconfig when this session began'
}
if [ -e "$runtime/kube/own" ]; then kube "$@"; else late; fi
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
    [ -z "$nonce" ] || [ ! -w "$runtime/journal" ] || printf '\003%s %s\005\n' "$nonce" "$told" >>"$runtime/journal"
    exec "$real" "$@"
  fi
fi
[ -z "$perl" ] || [ ! -d "$runtime" ] || exec "$perl" "$runtime/shim.pl" "$runtime" "$name" "$real" "$@"
exec "$real" "$@"
