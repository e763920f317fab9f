# Draws the paths on the contours of the cost, and beside them the cost per step, as .png, .svg or .pdf:
#
#     momentum-sim -o paths.csv
#     momentum-sim surface -o surface.csv
#     gnuplot -c contour.gp paths.csv surface.csv contour.png

if (ARGC != 3) {
  printerr "usage: gnuplot -c contour.gp paths.csv surface.csv contour.png"
  exit status 2
}
extension = ARG3[strlen(ARG3)-3:]
if (extension eq ".svg") {
  set terminal svg size 1100,480 font "sans-serif,12" linewidth 1.2 background "white"
} else { if (extension eq ".pdf") {
  set terminal pdfcairo size 11in,4.8in font "sans-serif,12" linewidth 1.2
} else {
  set terminal pngcairo size 2200,960 font "sans-serif,11" fontscale 2 linewidth 2.4 pointscale 2
} }
set datafile separator ","

# A colour and a marker a method: the colours of Okabe and Ito, which colour-blind readers can tell apart.
colors = "#0072b2 #d55e00 #009e73 #cc79a7 #000000 #56b4e9 #e69f00 #882255"
markers = "7 5 9 13 11 15 4 6"
color(i) = word(colors, (i - 1) % 8 + 1)
marker(i) = int(word(markers, (i - 1) % 8 + 1))

# What the files hold: the methods, each a word in quotes; the box of the surface; where the cost is lowest.
methods = ""
lowest = 1e308
add(name) = strstrt(methods, '"'.name.'"') ? 0 : (methods = methods.'"'.name.'" ', 0)
seek(x, y, cost) = cost < lowest ? (lowest_x = x, lowest_y = y, lowest = cost) : cost
stats ARG2 using "x":"y" name "BOX" nooutput
stats ARG2 using (seek(column("x"), column("y"), column("cost"))) name "SURFACE" nooutput
stats ARG1 using (add(strcol("method")), seek(column("x"), column("y"), column("cost"))) nooutput
stats ARG1 using "step" name "STEP" nooutput
# A logarithmic axis is for what is above 0. A cost below 0 is drawn as what is above the lowest.
base = lowest < 0 ? lowest : 0
low = 1e308
high = 0
span(height) = 0 < height && height < 1e308 ? \
               (low = height < low ? height : low, high = height > high ? height : high) : 0
stats ARG1 using (span(column("cost") - base)) nooutput
if (high == 0) { low = high = 1 }
width = BOX_max_x - BOX_min_x
height = BOX_max_y - BOX_min_y

# Contours of the square root, which makes a cone of a bowl: a grid follows it better near the minimum. Their levels,
# and the shades, by the power of the cost that spreads them evenly, so that half of the picture lies above sqrt(0.5);
# but not by one so small that the lowest contours are finer than the grid.
range = SURFACE_max > SURFACE_min ? SURFACE_max - SURFACE_min : 1
part(cost) = (cost - SURFACE_min) / range
power = SURFACE_median > SURFACE_min ? 0.5 * log(0.5) / log(part(SURFACE_median)) : 0.5
if (power < 0.2) { power = 0.2 }
levels = "1"
do for [i = 5:16] { levels = levels.sprintf(",%.9g", (0.06 * i) ** (0.5 / power)) }

# To draw contours, gnuplot wants an empty line after each row of the grid.
set table $points
plot ARG2 using "x":"y":(sqrt(part(column("cost")))) with table
unset table
set print $grid
do for [i = 1:|$points|] {
  if (i > 1 && word($points[i], 2) ne row) { print "" }
  row = word($points[i], 2)
  print $points[i]
}
unset print
set contour base
unset surface
set cntrparam levels discrete @levels
set table $contours
splot $grid using 1:2:3 "%lf %lf %lf"
unset table

# x of method i, less the steps that follow each other far outside: a diverging path would fill the picture with lines.
far(x, y) = abs(x - BOX_mean_x) > 1.5 * width || abs(y - BOX_mean_y) > 1.5 * height
near(x, y) = (was = column("step") > 0 && is, is = far(x, y), was && is ? NaN : x)
path(i) = strcol("method") eq word(methods, i) ? near(column("x"), column("y")) : NaN
# x of the steps that there is room for a marker on.
apart(x, y) = column("step") == 0 || abs(x - last_x) / width + abs(y - last_y) / height > 0.02
spaced(x, y) = apart(x, y) ? (last_x = x, last_y = y, x) : NaN
cost(i) = strcol("method") eq word(methods, i) && column("cost") > base ? column("cost") - base : NaN

n = words(methods)
set output ARG3
set clip two  # also draws the lines whose two ends are outside
set multiplot
set border 3 linecolor "#bbbbbb"
set tics nomirror scale 0.6 textcolor "#666666"
set tmargin at screen 0.91
set bmargin at screen 0.19 + 0.05 * ((n + 1) / 4)
set xlabel "x" textcolor "#666666"
set ylabel "y" textcolor "#666666" rotate by 0 offset 1.5
unset key

# A key below both panels, four entries a line.
across(i) = 0.075 + 0.235 * ((i - 1) % 4)
down(i) = 0.05 * ((n + 1) / 4 - (i - 1) / 4) + 0.04
do for [i = 1:n] {
  set label word(methods, i) at screen across(i), down(i) offset 1, -0.2 noenhanced \
      point linecolor rgb color(i) pointtype marker(i) pointsize 0.9
}
set label "start" at screen across(n + 1), down(n + 1) offset 1, -0.2 \
    point linecolor rgb "#222222" pointtype 6 pointsize 1.2
# On the border of the box the cost may still fall.
if (abs(lowest_x - BOX_mean_x) < 0.495 * width && abs(lowest_y - BOX_mean_y) < 0.495 * height) {
  set label "lowest cost" at screen across(n + 2), down(n + 2) offset 1, -0.2 \
      point linecolor rgb "#222222" pointtype 1 pointsize 1.2 linewidth 2
} else {
  lowest_x = NaN
}

set lmargin at screen 0.07
set rmargin at screen 0.59
set xrange [BOX_min_x:BOX_max_x]
set yrange [BOX_min_y:BOX_max_y]
set label 100 "paths" at graph 0, 1.05
set palette defined (0 "#fffefb", 0.5 "#f1eadb", 1 "#d3c6a8")
unset colorbox
plot ARG2 using "x":"y":(part(column("cost")) ** power) with image, \
     $contours using 1:2:3 "%lf %lf %lf" with lines linecolor "#a89c7c" linewidth 0.6, \
     for [i=1:n] ARG1 using (path(i)):"y" with lines linecolor "white" linewidth 3.2, \
     for [i=1:n] ARG1 using (path(i)):"y" with lines linecolor rgb color(i) linewidth 1.5, \
     for [i=1:n] ARG1 using (spaced(path(i), column("y"))):"y" with points linecolor rgb color(i) \
                      pointtype marker(i) pointsize 0.6, \
     ARG1 every ::0::0 using "x":"y" with points linecolor "white" pointtype 7 pointsize 1.2, \
     ARG1 every ::0::0 using "x":"y" with points linecolor "#222222" pointtype 6 pointsize 1.2, \
     "+" every ::0::0 using (lowest_x):(lowest_y) with points linecolor "#222222" \
         linewidth 2 pointtype 1 pointsize 1.2

unset for [i=1:20] label i
set lmargin at screen 0.67
set rmargin at screen 0.985
last = STEP_max > 0 ? STEP_max : 1
set xrange [-0.03*last:1.03*last]
if (last < 8) { set xtics 1 }
set yrange [10 ** floor(log10(low)):10 ** (1 + floor(log10(high)))]
set logscale y
set format y "10^{%T}"
set xlabel "step"
unset ylabel
set grid linetype 1 linecolor "#e8e8e8" linewidth 0.8
# The dot is for a run whose costs are all 0: gnuplot refuses to draw nothing.
set label 100 base < 0 ? sprintf("cost above %.6g per step", base) : "cost per step" at graph 0, 1.05
plot "+" every ::0::0 using (0):(low) with dots linecolor "white", \
     for [i=1:n] ARG1 using "step":(cost(i)) with linespoints linecolor rgb color(i) linewidth 1.5 \
                      pointtype marker(i) pointsize 0.7 pointinterval ceil(last / 8.0)
unset multiplot
