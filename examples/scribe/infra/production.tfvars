# SPDX-License-Identifier: Apache-2.0
environment           = "production"
backup_retention_days = 14
certificate_arn       = "arn:aws:acm:us-east-1:111122223333:certificate/portal"
rotation_lambda_arn   = "arn:aws:lambda:us-east-1:111122223333:function:rotate-model-key"
