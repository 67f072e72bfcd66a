# Sourced by the suites that need a running service: a demonstration of its own, on a free port.
#   start_demonstration [OPTION...]   sets $store, $accounts, $url, $server
#   stop_server
set -uo pipefail
preavis=build/release/preavis
folder=$(mktemp -d)
trap 'stop_server; rm -rf "$folder"' EXIT
store="$folder/preavis.sqlite"
accounts="$folder/demo-accounts.json"
server=

# Waits for the line in which the service tells its port.
wait_until_served() {
  local _
  for _ in $(seq 600); do
    url=$(sed -nE 's/.*(http:\/\/127\.0\.0\.1:[0-9]+).*/\1/p' "$folder/out" | head -1)
    [[ -n "$url" ]] && return 0
    kill -0 "$server" 2>/dev/null || break
    read -rt 0.05 <> <(:) || true
  done
  echo "le service n'a pas démarré :"
  cat "$folder/out" "$folder/err"
  return 1
}

start_server() {
  : >"$folder/out"
  "$preavis" serve --store "$store" --port 0 "$@" >"$folder/out" 2>>"$folder/err" &
  server=$!
  wait_until_served
}

start_demonstration() {
  "$preavis" demonstration --store "$store" --accounts "$accounts" || return 1
  start_server "$@"
}

stop_server() {
  [[ -n "$server" ]] || return 0
  kill "$server" 2>/dev/null
  wait "$server" 2>/dev/null
  server=
}
