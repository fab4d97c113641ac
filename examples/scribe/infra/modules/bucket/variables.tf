# SPDX-License-Identifier: Apache-2.0
variable "name" { type = string }
variable "kms_key_arn" { type = string }
variable "retention_days" { type = number }
variable "log_bucket" { type = string }

variable "share_with_clinics" {
  type    = bool
  default = false
}

variable "tags" {
  type    = map(string)
  default = {}
}
