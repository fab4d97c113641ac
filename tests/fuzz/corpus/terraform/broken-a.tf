0# SPDX-License-Identifier: Apache-2.0
resource "aws_s3_bucket" "ok" { acl = "private" }

resource "aws_s3_bucket" "torn" {
  acl = 
  versioning { enabled = true }
}

resource "aws_s3_bucket" "after" { acl = "private" }
