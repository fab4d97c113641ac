# SPDX-License-Identifier: Apache-2.0
# Every kind of specification once; a decomposed letter becomes the composed one.
result = {
  name   = "\u00e9t\u00e9"
  size   = 12
  listen = { http = { a = { port = 80 }, b = { port = 81 } }, tcp = { a = { port = 82 } } }
  log    = { level = "info" }
  steps  = ["one", "two", "one"]
  kinds  = ["one", "two"]
  labels = { team = "x", tier = "3" }
  region = "none"
  bytes  = 12288
  pair   = ["\u00e9t\u00e9", true]
}
