#pragma once

#include "cli/command.hpp"

// Options that more than one command takes.
namespace msim::options {

inline constexpr OptionText cost{"--cost", "SPEC",
                                 "The cost: a name (rosenbrock), one with parameters\n"
                                 "(quadratic:kappa=50,angle=30), one on two columns of\n"
                                 "a CSV file (logistic:data=FILE,x=COLUMN,y=COLUMN),\n"
                                 "JSON, a JSON file, or - for standard input\n"
                                 "[quadratic, A = diag(1, 19.8)]"};
inline constexpr OptionText standardize{
    "--standardize", "", "Of a cost on data: make x (x - mean) / standard\ndeviation", Takes::nothing};
inline constexpr OptionText batch_size{"--batch-size", "B",
                                       "Mini-batches: so many rows of the data in each\n"
                                       "gradient, shuffled anew each epoch [off]"};
inline constexpr OptionText noise{
    "--noise", "SIGMA", "Gaussian noise on each component of each gradient,\nits standard deviation [off]"};
inline constexpr OptionText seed{"--seed", "N", "Seed of the batches and of the noise [0]"};
inline constexpr OptionText repeat{"--repeat", "R",
                                   "Run R seeds, from --seed on: the metrics and the\n"
                                   "cost panel show their mean and quantiles [1]"};
inline constexpr OptionText spec{"--spec", "FILE",
                                 "A whole experiment: a JSON file, or - for standard\n"
                                 "input; also a document that --format json wrote.\n"
                                 "The other options override it"};
inline constexpr OptionText methods{"--method", "M[,M...]",
                                    "Methods, each a name with optional parameters:\n"
                                    "gd,momentum:beta=0.99,lr=0.5 are two; repeatable\n"
                                    "[gd,momentum]",
                                    Takes::many};
inline constexpr OptionText lr{"--lr", "LR",
                               "Learning rate of every method that does not set its\n"
                               "own, 0 < lr; or best: the fastest [0.1]"};
inline constexpr OptionText beta{"--beta", "BETA",
                                 "Momentum coefficient, likewise, 0 <= beta < 1; or\nbest [0.9]"};
inline constexpr OptionText start{"--start", "X,Y", "The starting point [the cost's own]"};
inline constexpr OptionText steps{"--steps", "N", "Updates, 0 to 10^12; N updates give N+1 rows [150]"};
inline constexpr OptionText grad_tol{"--grad-tol", "G",
                                     "Stop a method when the gradient's 2-norm is at most\nG [off]"};
inline constexpr OptionText target{"--target", "T",
                                   "Report the step at which cost - minimum first is at\nmost T [0.001]"};
inline constexpr OptionText view{"--view", "X0,X1,Y0,Y1",
                                 "The box that the surface covers [the cost's own,\n"
                                 "widened to paths that stay near it]"};
inline constexpr OptionText format{"--format", "FORMAT",
                                   "What goes to standard output: csv, json, ndjson,\n"
                                   "term, gnuplot, png, svg, pdf, gif, html [term on a\n"
                                   "terminal, else csv; nothing when -o names only\n"
                                   "files]"};
inline constexpr OptionText color{"--color", "WHEN",
                                  "Colours in the picture of term: auto, always, never\n"
                                  "[auto: on a terminal, unless NO_COLOR is set]"};
inline constexpr OptionText size{"--size", "WxH", "Pixels, 200 to 8000 a side [1440x640]"};
inline constexpr OptionText dark{"--dark", "", "Light on dark", Takes::nothing};
inline constexpr OptionText output{"-o,--output", "FILE",
                                   "Write FILE in the format of its extension (.csv,\n"
                                   ".json, .ndjson, .gp, .png, .svg, .pdf, .gif, .html);\n"
                                   "- is standard output; repeatable",
                                   Takes::many};

}  // namespace msim::options
