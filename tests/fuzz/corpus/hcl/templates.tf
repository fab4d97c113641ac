a = <<-EOT
    %{ for k, v in {x = 1} ~}
    ${k}=${~ v }
    %{ endfor ~}
    %{ if true }yes%{ else }no%{ endif }
  EOT
b = "$${x} %%{y} \u00e9\U0001F600 ${"${1}"}"
