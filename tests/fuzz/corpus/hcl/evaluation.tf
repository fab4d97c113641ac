x = [for k, v in a : {(k) = "${v}"} if b[0] == 1]
y = {for v in b : v => f(v, a.a...)...}
z = try(a.x, can(u.y), "%{ for e in b }${e}%{ endfor }%{ if u }1%{ endif }") ? a[*].b : b[*].x["q"][c]
w = u ? "1" : -b[0] + u % 2 != null && !false || c == "s"
