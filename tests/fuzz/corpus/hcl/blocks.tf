resource "aws_s3_bucket" "b" {
  bucket = "x-${var.name}" # comment
  tags   = merge(local.tags, { (var.k) = 1, "a" : [for k, v in var.m : v if v != null] })
  dynamic "rule" {
    for_each = toset(var.rules)
    content { id = rule.value }
  }
}
