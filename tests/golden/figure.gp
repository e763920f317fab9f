# Made by momentum-sim VERSION for gnuplot 5.4 or later.
#   gnuplot FILE.gp               makes FILE.png
#   gnuplot < FILE.gp > any.png   as through a pipe: writes to standard output
set encoding utf8
set terminal pngcairo size 1440,640 font 'sans,10.5' linewidth 1 background rgb '#fffefb'
if (exists('ARG0')) if (strlen(ARG0) > 0) set output (ARG0[strlen(ARG0)-2:] eq '.gp' ? ARG0[:strlen(ARG0)-3] : ARG0).'.png'

# A path: step, x, y, cost, and 2 where the map shows a marker, 1 only a line, 0 nothing.
$path1 << EOD
0 -9 3 129.60000000000002 2
1 -8.1 -2.9400000000000013 118.37664000000007 2
2 -7.289999999999999 2.8812000000000015 108.75505305600008 2
3 -6.560999999999999 -2.823576000000002 100.4519166349825 2
4 -5.9049 2.767104480000002 93.23690731703722 2
5 -5.31441 -2.7117623904000023 86.92266391773055 2
EOD
$path2 << EOD
0 -9 3 129.60000000000002 1
1 -8.91 2.406 97.00352640000001 2
2 -8.7399 1.3950120000000001 57.458904958425606 2
3 -8.499411 0.20891042399999993 36.55206496949351 2
4 -8.19797679 -0.899945258352 41.62143625818881 2
5 -7.8447062331 -1.7197262113151042 60.048544536472605 2
EOD
$start << EOD
-9 3
EOD
$minima << EOD
0 0
EOD

lowest = 0
drawn(k, shown, x) = k <= last && shown >= 1 ? x : NaN
marked(k, shown, x) = k <= last && shown == 2 ? x : NaN
upto(k) = k <= last ? k : NaN
above(cost) = cost > lowest ? cost - lowest : NaN
steep(x, y) = 0*(x - (0)) + 1*(y - (0))
shallow(x, y) = 1*(x - (0)) + 0*(y - (0))

set palette defined (0 '#fffdf6', 1 '#d0c29f'); unset colorbox; unset key
set tics scale 0 textcolor rgb '#667085'
set grid linetype 1 linecolor rgb '#e7e8ea' linewidth 1
set border 0
title = ''."'".'A'."'".' `title`'
label1 = 'gd lr=0.1'
set style line 1 linecolor rgb '#1f5fd0' linewidth 1.9 pointtype 7 pointsize 0.85
set style line 11 linecolor rgb '#ffffff' linewidth 4.4 pointtype 7 pointsize 1.15
label2 = 'momentum'
set style line 2 linecolor rgb '#d5302a' linewidth 1.9 pointtype 5 pointsize 0.85
set style line 12 linecolor rgb '#ffffff' linewidth 4.4 pointtype 5 pointsize 1.15
last = 5  # the paths are drawn up to this step

set multiplot
set label title at screen 0.01528,0.95469 left noenhanced textcolor rgb '#1f2328' font ',15' front
set arrow from screen 0.01528,0.90781 to screen 0.03889,0.90781 nohead linestyle 1 front
set label '' at screen 0.02708,0.90781 point linestyle 1 front
set label label1 at screen 0.04444,0.90781 left noenhanced textcolor rgb '#1f2328' font ',11.62' front
set arrow from screen 0.11601,0.90781 to screen 0.13962,0.90781 nohead linestyle 2 front
set label '' at screen 0.12781,0.90781 point linestyle 2 front
set label label2 at screen 0.14517,0.90781 left noenhanced textcolor rgb '#1f2328' font ',11.62' front

set lmargin at screen 0.05069; set rmargin at screen 0.56096; set bmargin at screen 0.08438; set tmargin at screen 0.84062
set xrange [-11.25:11.25]
set xtics ('−10' -10, '−5' -5, '0' 0, '5' 5, '10' 10) font ',10.5'
set yrange [-4.5:4.5]
set ytics ('−4' -4, '−3' -3, '−2' -2, '−1' -1, '0' 0, '1' 1, '2' 2, '3' 3, '4' 4) font ',10.5'
set xlabel 'x' textcolor rgb '#667085' font ',10.5' offset 0,0.3
unset ylabel
set label 99 'y' at screen 0.05069,0.86094 left noenhanced textcolor rgb '#667085' font ',10.5'
plot $path1 using (drawn($1, $5, $2)):3 with lines linestyle 11, \
     $path1 using (drawn($1, $5, $2)):3 with lines linestyle 1, \
     $path2 using (drawn($1, $5, $2)):3 with lines linestyle 12, \
     $path2 using (drawn($1, $5, $2)):3 with lines linestyle 2, \
     $path1 using (marked($1, $5, $2)):3 with points linestyle 11, \
     $path1 using (marked($1, $5, $2)):3 with points linestyle 1, \
     $path2 using (marked($1, $5, $2)):3 with points linestyle 12, \
     $path2 using (marked($1, $5, $2)):3 with points linestyle 2, \
     $minima using 1:2 with points pointtype 1 pointsize 2.1 linewidth 5 linecolor rgb '#ffffff', \
     $minima using 1:2 with points pointtype 1 pointsize 1.7 linewidth 2.2 linecolor rgb '#1f2328', \
     $start using 1:2 with points pointtype 7 pointsize 2.4 linewidth 1 linecolor rgb '#ffffff', \
     $start using 1:2 with points pointtype 6 pointsize 2 linewidth 1.8 linecolor rgb '#1f2328', \
     $start using 1:2 with points pointtype 7 pointsize 0.7 linewidth 1 linecolor rgb '#1f2328'
unset label; unset arrow

set lmargin at screen 0.61791; set rmargin at screen 0.98472; set bmargin at screen 0.61979; set tmargin at screen 0.84062
set xrange [0:5]
set xtics ('' 0, '' 2, '' 4) font ',10.5'
unset xlabel
unset ylabel
set yrange [20:200]
set ytics ('20' 20, '50' 50, '100' 100, '200' 200) font ',10.5'
set logscale y
set label 99 'cost above the minimum' at screen 0.61791,0.86094 left noenhanced textcolor rgb '#667085' font ',10.5'
plot $path1 using (upto($1)):(above($4)) with linespoints linestyle 1 pointinterval 1, \
     $path2 using (upto($1)):(above($4)) with linespoints linestyle 2 pointinterval 1
unset label 98
unset logscale y

set lmargin at screen 0.61791; set rmargin at screen 0.98472; set bmargin at screen 0.35208; set tmargin at screen 0.57292
set xrange [0:5]
set xtics ('' 0, '' 2, '' 4) font ',10.5'
unset xlabel
unset ylabel
set yrange [-3.296400000000001:3.3564]
set ytics ('−2' -2, '0' 0, '2' 2) font ',10.5'
set label 99 'position across the valley (curvature 19.8)' at screen 0.61791,0.59323 left noenhanced textcolor rgb '#667085' font ',10.5'
plot 0 with lines linetype 1 linecolor rgb '#667085' linewidth 1, \
     $path1 using (upto($1)):(steep($2, $3)) with linespoints linestyle 1 pointinterval 1, \
     $path2 using (upto($1)):(steep($2, $3)) with linespoints linestyle 2 pointinterval 1

set lmargin at screen 0.61791; set rmargin at screen 0.98472; set bmargin at screen 0.08437; set tmargin at screen 0.30521
set xrange [0:5]
set xtics ('0' 0, '2' 2, '4' 4) font ',10.5'
set xlabel 'step' textcolor rgb '#667085' font ',10.5' offset 0,0.3
unset ylabel
set yrange [-9.54:0.54]
set ytics ('−5' -5, '0' 0) font ',10.5'
set label 99 'position along the valley (curvature 1)' at screen 0.61791,0.32552 left noenhanced textcolor rgb '#667085' font ',10.5'
plot 0 with lines linetype 1 linecolor rgb '#667085' linewidth 1, \
     $path1 using (upto($1)):(shallow($2, $3)) with linespoints linestyle 1 pointinterval 1, \
     $path2 using (upto($1)):(shallow($2, $3)) with linespoints linestyle 2 pointinterval 1
unset multiplot
