0# SPDX-License-Identifier: Apache-2.0
# A root with local modules in a row, one from modules.json, one that is nowhere.
variable "buckets" { default = { logs = { acl = "private" }, data = { acl = "public-read" } } }
resource "aws_kms_key" "k" { enable_key_rotation = true }
module "network" {
  source = "../network"
  cidr   = "10.0.0.0/16"
}
module "store" {
  source   = "../store"
  for_each = var.buckets
  name     = each.key
  acl      = each.value.acl
  key      = aws_kms_key.k.arn
  subnets  = module.network.subnet_ids
}
module "reg" {
  source = "example/reg/aws"
  key    = aws_kms_key.k.arn
}
module "gone" {
  source = "example/gone/aws"
  bucket = module.store["logs"].bucket_id
}
resource "aws_s3_bucket_policy" "p" {
  bucket = module.store["data"].bucket_id
  policy = "x"
}
resource "aws_sns_topic" "t" {
  name              = module.gone.name
  kms_master_key_id = module.reg.key_again
}
