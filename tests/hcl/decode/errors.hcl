# SPDX-License-Identifier: Apache-2.0
port  = "eighty"
extra = 1
log "x" {
}
other {
}
