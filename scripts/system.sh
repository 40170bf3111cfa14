#!/usr/bin/env bash
# What the whole test run needs beyond pip. The one line that installs it on Debian and Ubuntu:
#   apt-get install --no-install-recommends chromium redis-server postgresql janus coturn
# Run here when this user can; otherwise the line is shown and the tests that need it are skipped
# (with REQUIRE_ALL=1 they fail).
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v redis-server >/dev/null || missing+=(redis-server)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
command -v janus >/dev/null || missing+=(janus)
command -v turnserver >/dev/null || missing+=(coturn)
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root=(sudo -n); else
    echo "Faltan ${missing[*]}. Para pasar todas las pruebas: sudo apt-get install --no-install-recommends ${missing[*]}"
    exit 0
  fi
fi
if ! command -v apt-get >/dev/null; then
  echo "Faltan ${missing[*]} y aquí no hay apt-get: instálalos con el gestor de paquetes de este sistema."
  exit 0
fi

# The tests start their own servers in a temporary folder: the packages must not start theirs.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod +x "$policy"
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
fi
echo "Instalando ${missing[*]}…"
"${as_root[@]}" apt-get update -qq >/dev/null
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
