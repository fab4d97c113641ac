#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Our own conformance cases in the hcldec form (tests/hcl/decode): specification, input, expected result.
set -u
here=$(dirname "$0")
exec bash "$here/specsuite.sh" "$here/decode"
