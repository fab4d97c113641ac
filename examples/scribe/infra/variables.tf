# SPDX-License-Identifier: Apache-2.0
variable "environment" {
  type = string
}

variable "region" {
  type    = string
  default = "us-east-1"
}

variable "availability_zones" {
  type    = list(string)
  default = ["us-east-1a", "us-east-1b"]
}

variable "database_instance_class" {
  type    = string
  default = "db.m6g.large"
}

variable "backup_retention_days" {
  type        = number
  description = "How long database backups are kept"
}

variable "certificate_arn" {
  type = string
}

variable "rotation_lambda_arn" {
  type = string
}

variable "image_tag" {
  type        = string
  description = "Set by the deployment, not here"
}
