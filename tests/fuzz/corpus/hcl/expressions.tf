a = !true || 1 + 2 * -3 >= 4 % 5 ? a.b["c"].0.*.d : x[*].y[1]
b = provider::x::y(1, [2]...)
c = {for k, v in {a = 1} : k => v... if v == 1}
d = ([1, 2, 3])[1] == {x = [null]}.x[0]
