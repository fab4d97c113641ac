# SPDX-License-Identifier: Apache-2.0
name = "e\u0301t\u00e9"
size = "12"
listen "http" "a" { port = 80 }
listen "http" "b" { port = 81 }
listen "tcp" "a" { port = twice(41) }
log {
  level = lower
}
step {
  run = "one"
}
step {
  run = "two"
}
step {
  run = "one"
}
labels {
  team = "x"
  tier = 3
}
