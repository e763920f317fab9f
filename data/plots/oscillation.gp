# Draws x and y against the step, a row of panels for each method, as .png, .svg or .pdf: how a method oscillates, and
# how that is damped.
#
#     momentum-sim -o paths.csv
#     gnuplot -c oscillation.gp paths.csv oscillation.png

if (ARGC != 2) {
  printerr "usage: gnuplot -c oscillation.gp paths.csv oscillation.png"
  exit status 2
}
set datafile separator ","

# What the file holds: the methods, each a word in quotes; where the cost is lowest; the range of x and of y.
methods = ""
lowest = 1e308
add(name) = strstrt(methods, '"'.name.'"') ? 0 : (methods = methods.'"'.name.'" ', 0)
seek(x, y, cost) = cost < lowest ? (lowest_x = x, lowest_y = y, lowest = cost) : cost
stats ARG1 using (add(strcol("method")), seek(column("x"), column("y"), column("cost"))) nooutput
stats ARG1 using "step" name "STEP" nooutput
stats ARG1 every ::0::0 using "cost" name "START" nooutput
# A diverging path leaves the picture: at the scale of its end no other path could be seen.
high = 10 * (abs(START_max) > 1 ? abs(START_max) : 1)
below(value) = abs(column("cost")) <= high ? value : NaN
stats ARG1 using (below(column("x"))) name "X" nooutput
stats ARG1 using (below(column("y"))) name "Y" nooutput

# Column z of method i, less the steps that follow each other outside.
near(value) = (was = column("step") > 0 && is, is = !(abs(column("cost")) <= high), was && is ? NaN : value)
path(i, z) = strcol("method") eq word(methods, i) ? near(column(z)) : NaN

n = words(methods)
inches = 0.8 + 1.5 * n
extension = ARG2[strlen(ARG2)-3:]
if (extension eq ".svg") {
  set terminal svg size 1100,100*inches font "sans-serif,12" linewidth 1.2 background "white"
} else { if (extension eq ".pdf") {
  set terminal pdfcairo size 11,inches font "sans-serif,12" linewidth 1.2
} else {
  set terminal pngcairo size 2200,200*inches font "sans-serif,11" fontscale 2 linewidth 2.4 pointscale 2
} }
set output ARG2

# A colour a method: the colours of Okabe and Ito, which colour-blind readers can tell apart.
colors = "#0072b2 #d55e00 #009e73 #cc79a7 #000000 #56b4e9 #e69f00 #882255"
color(i) = word(colors, (i - 1) % 8 + 1)

set multiplot layout n,2 margins screen 0.07, 0.985, 0.6/inches, 1-0.4/inches spacing screen 0.075, 0.5/inches
set border 3 linecolor "#bbbbbb"
set tics nomirror scale 0.6 textcolor "#666666"
set grid linetype 1 linecolor "#e8e8e8" linewidth 0.8
set clip two
unset key
last = STEP_max > 0 ? STEP_max : 1
if (last < 8) { set xtics 1 }
set xrange [-0.01*last:1.01*last]
set label 2 "dashed: where the cost is lowest" at screen 0.985, 1-0.2/inches right textcolor "#666666"
# The range of an axis, and 1, 2 or 5 times a power of 10 between its tics.
margin(low, high) = low < high ? 0.08 * (high - low) : 1
decade(width) = 10 ** floor(log10(width / 2))
between(width) = decade(width) * (width < 4 * decade(width) ? 1 : width < 10 * decade(width) ? 2 : 5)
do for [i = 1:n] {
  if (i == n) { set xlabel "step" textcolor "#666666" }
  set format x (i == n ? "%g" : "")
  do for [z in "x y"] {
    low = z eq "x" ? X_min : Y_min
    top = z eq "x" ? X_max : Y_max
    set yrange [low-margin(low, top):top+margin(low, top)]
    set ytics between(top - low + 2 * margin(low, top))
    set ylabel z textcolor "#666666" rotate by 0 offset 1.5
    set label 1 (z eq "x" ? word(methods, i) : "") noenhanced at graph 0, 1.12 textcolor rgb color(i)
    plot z eq "x" ? lowest_x : lowest_y with lines linecolor "#666666" dashtype 2, \
         ARG1 using "step":(path(i, z)) with linespoints linecolor rgb color(i) linewidth 1.3 \
              pointtype 7 pointsize (last <= 200 ? 0.4 : 0)
    unset label 2
  }
}
unset multiplot
