# SPDX-License-Identifier: Apache-2.0
variable "identifier" { type = string }
variable "kms_key_arn" { type = string }
variable "vpc_id" { type = string }
variable "subnet_ids" { type = list(string) }
variable "allowed_groups" { type = list(string) }
variable "instance_class" { type = string }
variable "retention_days" { type = number }
variable "monitoring_role" { type = string }

variable "tags" {
  type    = map(string)
  default = {}
}
