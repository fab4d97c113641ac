0# SPDX-License-Identifier: Apache-2.0
# Language features in one root; expected.json is what Terraform 1.11 makes of output "r".
variable "env" { type = string }
variable "from_auto" { default = "default" }
variable "from_auto2" { default = "default" }
variable "subnets" {
  type = map(object({
    cidr   = string
    public = optional(bool, false)
    tags   = optional(map(string), { k = "v" })
    az     = optional(string)
    nested = optional(object({ a = optional(number, 7), b = optional(list(string), ["x"]) }), {})
  }))
  default = {
    a = { cidr = "10.0.0.0/24" }
    b = { cidr = "10.0.1.0/24", public = "true", tags = null, nested = { a = "9" } }
  }
}
variable "nn" {
  type     = string
  default  = "fallback"
  nullable = false
}
variable "ports" {
  type    = list(string)
  default = [80, 443]
}
variable "tup" {
  type    = tuple([string, number])
  default = [1, "2"]
}
variable "st" {
  type    = set(string)
  default = ["b", "a", "b"]
}
locals {
  names  = { for k, v in var.subnets : k => upper(k) if !v.public }
  list   = [for i, p in var.ports : "${i}=${p}"]
  grouped = { for s in ["aa", "ab", "ba"] : substr(s, 0, 1) => s... }
  setkv  = [for k, v in toset(["y", "x"]) : "${k}:${v}"]
  tmpl   = <<-EOT
    hello ${var.env}
      %{ for p in var.ports ~}
      port ${p}
      %{ endfor ~}
    %{ if var.env == "prod" }yes%{ else }no%{ endif }
  EOT
  cond   = var.env == "prod" ? 10 : 20
  deep   = { a = { b = [1, { c = "x" }] } }
}
resource "terraform_data" "c" {
  count = 2
  input = "i${count.index}"
}
resource "terraform_data" "e" {
  for_each = var.subnets
  input    = { key = each.key, cidr = each.value.cidr, pub = each.value.public }
}
resource "terraform_data" "z" {
  count = 0
  input = 1
}
module "m" {
  source   = "./mod"
  for_each = toset(["p", "q"])
  name     = each.key
  conf     = { size = 3 }
  nn       = null
}
output "r" {
  value = jsonencode({
    subnets = var.subnets, names = local.names, list = local.list, grouped = local.grouped, setkv = local.setkv,
    tmpl = local.tmpl, cond = local.cond, deep = local.deep.a.b[1].c, splat = terraform_data.c[*].input,
    each = { for k, v in terraform_data.e : k => v.input.cidr }, vals = values(terraform_data.e)[*].input.key,
    zero = length(terraform_data.z), one = one(terraform_data.z[*].input), try = try(terraform_data.z[0].input, "none"),
    mods = { for k, m in module.m : k => m.full }, direct = module.m["p"].full, inner = module.m["q"].inner,
    auto = var.from_auto, auto2 = var.from_auto2, nn = var.nn, ports = var.ports, tup = var.tup, st = var.st,
    legacy = terraform_data.c.*.input, ovr = local.over, idx = terraform_data.c[1].input, path = module.m["p"].path,
    esc = "a$${x}%%{y}", arith = 7 % 3 + 2 * 3 - 1 / 4, cmp = [1 < 2, "a" == "a", !true || false, 1 == "1"],
    nullk = { a = null }, neg = -5, idx2 = var.subnets["a"].nested.b[0], st2 = [for s in var.st : s], cont = contains(var.st, "a"),
    obj = { (var.env) = 1, "q-${var.env}" = 2 }
  })
}
resource "r" "x" {
  v = {
    subnets = var.subnets, names = local.names, list = local.list, grouped = local.grouped, setkv = local.setkv,
    tmpl = local.tmpl, cond = local.cond, deep = local.deep.a.b[1].c, splat = terraform_data.c[*].input,
    each = { for k, v in terraform_data.e : k => v.input.cidr }, vals = values(terraform_data.e)[*].input.key,
    zero = length(terraform_data.z), one = one(terraform_data.z[*].input), try = try(terraform_data.z[0].input, "none"),
    mods = { for k, m in module.m : k => m.full }, direct = module.m["p"].full, inner = module.m["q"].inner,
    auto = var.from_auto, auto2 = var.from_auto2, nn = var.nn, ports = var.ports, tup = var.tup, st = var.st,
    legacy = terraform_data.c.*.input, ovr = local.over, idx = terraform_data.c[1].input, path = module.m["p"].path,
    esc = "a$${x}%%{y}", arith = 7 % 3 + 2 * 3 - 1 / 4, cmp = [1 < 2, "a" == "a", !true || false, 1 == "1"],
    nullk = { a = null }, neg = -5, idx2 = var.subnets["a"].nested.b[0], st2 = [for s in var.st : s], cont = contains(var.st, "a"),
    obj = { (var.env) = 1, "q-${var.env}" = 2 }
  }
}
