a = [1, 2
b = 3
c "x" { d = ( }
e = "${f
g = <<X
h { i {
