#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Helm charts and kustomizations are rendered by the program on PATH, and said to be not rendered where there is none, where it
# fails, where it hangs on the network or where the folder leads elsewhere. The programs here are stand-ins that tell how they were called.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "FAILED: $*"
  exit 1
}
mkdir -p "$work/bin" "$work/none" "$work/scan/chart/templates" "$work/scan/base" "$work/scan/overlay" "$work/scan/remote" "$work/scan/plain"
for tool in bash cat printf env; do ln -s "$(command -v $tool)" "$work/none/$tool" 2>/dev/null || true; done
cat >"$work/scan/chart/Chart.yaml" <<'Y'
apiVersion: v2
name: api
version: 1.0.0
Y
cat >"$work/scan/chart/templates/pod.yaml" <<'Y'
apiVersion: v1
kind: Pod
metadata: {name: "{{ .Release.Name }}-api"}
spec: {containers: [{name: api, image: "{{ .Values.image }}"}]}
Y
cat >"$work/scan/base/pod.yaml" <<'Y'
apiVersion: v1
kind: Pod
metadata: {name: worker}
spec: {containers: [{name: worker, image: registry.example.com/worker:1}]}
Y
printf 'resources: [pod.yaml]\n' >"$work/scan/base/kustomization.yaml"
printf 'resources: [../base]\nnamePrefix: prod-\n' >"$work/scan/overlay/kustomization.yaml"
printf 'resources: ["https://example.com/base?ref=v1"]\nnamePrefix: far-\n' >"$work/scan/remote/kustomization.yaml"
cat >"$work/bin/helm" <<'S'
#!/bin/bash
[ "$1" = template ] && [ -z "${SECRET_OF_THE_CALLER-}" ] && [ "$HELM_NO_PLUGINS" = 1 ] || exit 9
for a in "$@"; do case $a in --validate | --dependency-update | --post-renderer*) exit 9 ;; esac; done
echo "---
# Source: api/templates/pod.yaml
apiVersion: v1
kind: Pod
metadata: {name: phiscope-api}
spec: {containers: [{name: api, image: r.example.com/api:1, securityContext: {privileged: true}}]}"
S
cat >"$work/bin/kustomize" <<'S'
#!/bin/bash
[ "$1" = build ] && [ $# = 2 ] || exit 9
case $2 in */overlay) ;; *) exit 9 ;; esac
echo "apiVersion: v1
kind: Pod
metadata: {name: prod-worker}
spec: {containers: [{name: worker, image: registry.example.com/worker:1, securityContext: {privileged: true}}]}"
S
chmod +x "$work/bin/helm" "$work/bin/kustomize"
scan() { # PATH, output
  (cd "$work/scan" && SECRET_OF_THE_CALLER=1 PATH=$1 "$PHISCOPE" scan . --format json --output "$work/$2") >"$work/$2.log" 2>&1 || true
}
PHISCOPE=$(realpath "$PHISCOPE")
scan "$work/none" without.json
grep -q 'helm is not on PATH' "$work/without.json" || fail "a chart without helm is not said"
grep -q 'kustomize is not on PATH' "$work/without.json" || fail "an overlay without kustomize is not said"
grep -q 'default/Pod/worker' "$work/without.json" || fail "the base was not read as it is"
scan "$work/bin:/usr/bin:/bin" with.json
grep -q 'default/Pod/phiscope-api' "$work/with.json" || fail "the rendered chart was not read"
grep -q '"chart/templates/pod.yaml"\|chart/templates/pod.yaml:' "$work/with.json" || fail "the template is not named as the place"
grep -q 'default/Pod/prod-worker' "$work/with.json" || fail "the built overlay was not read"
grep -q 'default/Pod/worker"' "$work/with.json" && fail "the base was read beside what was built of it"
grep -q 'from the network' "$work/with.json" || fail "an overlay of parts on the network is not said"
grep -q 'a template (Helm' "$work/with.json" && fail "a rendered template is said to be unread"
printf '#!/bin/bash\nexit 3\n' >"$work/bin/helm"
scan "$work/bin:/usr/bin:/bin" broken.json
grep -q 'helm ended with an error' "$work/broken.json" || fail "a failing helm is not said"
ln -s /etc/passwd "$work/scan/chart/templates/out.yaml"
scan "$work/bin:/usr/bin:/bin" linked.json
grep -q 'a symbolic link in it leads elsewhere' "$work/linked.json" || fail "a chart that leads elsewhere was rendered"
rm "$work/scan/chart/templates/out.yaml"
cp "$work/bin/kustomize" "$work/scan/helm" && printf '#!/bin/bash\ntouch "%s/ran"\n' "$work" >"$work/scan/helm"
scan "$work/scan:.:$work/none" inside.json
[ ! -e "$work/ran" ] || fail "a program of the scanned folder was run"
echo "charts and overlays are rendered, or said not to be"
