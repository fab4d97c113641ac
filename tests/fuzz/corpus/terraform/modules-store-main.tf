0# SPDX-License-Identifier: Apache-2.0
variable "name" {}
variable "acl" {}
variable "key" {}
variable "subnets" {}
locals { key = var.key }
resource "aws_s3_bucket" "b" {
  bucket = "acme-${var.name}"
  acl    = var.acl
}
module "nested" {
  source = "./nested"
  bucket = aws_s3_bucket.b
  key    = local.key
}
output "bucket_id" { value = module.nested.id }
