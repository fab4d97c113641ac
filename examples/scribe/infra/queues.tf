# SPDX-License-Identifier: Apache-2.0
# Both queues refuse connections without TLS.
data "aws_iam_policy_document" "queue_tls_only" {
  for_each = { visits = aws_sqs_queue.visits.arn, failed = aws_sqs_queue.visits_failed.arn }
  statement {
    sid       = "RefusePlaintext"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [each.value]
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

resource "aws_sqs_queue_policy" "visits" {
  queue_url = aws_sqs_queue.visits.id
  policy    = data.aws_iam_policy_document.queue_tls_only["visits"].json
}

resource "aws_sqs_queue_policy" "visits_failed" {
  queue_url = aws_sqs_queue.visits_failed.id
  policy    = data.aws_iam_policy_document.queue_tls_only["failed"].json
}
