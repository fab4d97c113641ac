# SPDX-License-Identifier: Apache-2.0
terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = var.region
}

locals {
  name = "lantern-${var.environment}"
  tags = {
    service             = "scribe"
    owner               = "Platform team"
    data-classification = "phi"
  }

  # Buckets that hold patient data. Everything that a bucket needs is in modules/bucket.
  buckets = {
    recordings = { retention_days = 90 }
    exports    = { retention_days = 30, share_with_clinics = true }
  }
}

resource "aws_kms_key" "phi" {
  description             = "Encrypts everything that holds patient data"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags
}

module "patients" {
  source = "./modules/database"

  identifier        = "${local.name}-patients"
  kms_key_arn       = aws_kms_key.phi.arn
  vpc_id            = aws_vpc.main.id
  subnet_ids        = aws_subnet.private[*].id
  allowed_groups    = [aws_security_group.notes.id]
  instance_class    = var.database_instance_class
  retention_days    = var.backup_retention_days
  monitoring_role   = aws_iam_role.monitoring.arn
  tags              = local.tags
}

module "bucket" {
  source   = "./modules/bucket"
  for_each = local.buckets

  name               = "${local.name}-${each.key}"
  kms_key_arn        = aws_kms_key.phi.arn
  retention_days     = each.value.retention_days
  share_with_clinics = try(each.value.share_with_clinics, false)
  log_bucket         = aws_s3_bucket.logs.id
  tags               = local.tags
}

resource "aws_s3_bucket" "logs" {
  bucket = "${local.name}-access-logs"
  tags   = { service = "scribe", data-classification = "internal" }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.phi.arn
    }
  }
}

resource "aws_s3_bucket_logging" "logs" {
  bucket        = aws_s3_bucket.logs.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "self/"
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = data.aws_iam_policy_document.logs_tls_only.json
}

data "aws_iam_policy_document" "logs_tls_only" {
  statement {
    sid       = "RefusePlaintext"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.logs.arn, "${aws_s3_bucket.logs.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue" "visits" {
  name                      = "${local.name}-visits"
  kms_master_key_id         = aws_kms_key.phi.arn
  message_retention_seconds = 345600
  redrive_policy            = jsonencode({ deadLetterTargetArn = aws_sqs_queue.visits_failed.arn, maxReceiveCount = 5 })
  tags                      = local.tags
}

resource "aws_secretsmanager_secret" "model_key" {
  name       = "${local.name}/model-key"
  kms_key_id = aws_kms_key.phi.arn
  tags       = { service = "scribe" }
}

resource "aws_secretsmanager_secret_rotation" "model_key" {
  secret_id           = aws_secretsmanager_secret.model_key.id
  rotation_lambda_arn = var.rotation_lambda_arn
  rotation_rules {
    automatically_after_days = 60
  }
}

resource "aws_sqs_queue" "visits_failed" {
  name                      = "${local.name}-visits-failed"
  kms_master_key_id         = aws_kms_key.phi.arn
  message_retention_seconds = 1209600
  tags                      = local.tags
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    id     = "six-years"
    status = "Enabled"
    expiration {
      days = 2192
    }
  }
}
