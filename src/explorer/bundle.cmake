# Makes the page of its parts, and C++ text of the page:
#   cmake -DPAGE=folder -DMODULES=name;... -DNODE_MODULES=folder -DENGINE=file -Dversion=... -DOUTPUT=file -P bundle.cmake

# Each module in its own scope, in the order given: what it exports is a member of `modules`.
set(script "const modules = {};\n")
foreach(module ${MODULES})
  file(READ ${PAGE}/${module}.js text)
  string(REGEX REPLACE "import {([^}]*)} from \"./([a-z]+).js\";" "const {\\1} = modules.\\2;" text "${text}")
  string(REGEX MATCHALL "\nexport [a-z ]*(const|function|class) [A-Za-z_]+" exported "\n${text}")
  list(TRANSFORM exported REPLACE ".* " "")
  list(JOIN exported ", " names)
  string(REGEX REPLACE "(^|\n)export " "\\1" text "${text}")
  string(APPEND script "{\n${text}modules.${module} = { ${names} };\n}\n")
endforeach()

set(libraries "")
foreach(library d3-array/dist/d3-array.min.js d3-contour/dist/d3-contour.min.js uplot/dist/uPlot.iife.min.js)
  string(REGEX REPLACE "/.*" "" package ${library})
  file(READ ${NODE_MODULES}/${package}/LICENSE license)
  file(READ ${NODE_MODULES}/${library} text)
  string(APPEND libraries "/* ${package}\n${license}*/\n${text}\n")
endforeach()
file(READ ${NODE_MODULES}/uplot/dist/uPlot.min.css library_style)
file(READ ${PAGE}/style.css style)
file(READ ${PAGE}/page.html page)
execute_process(COMMAND base64 -w0 ${ENGINE} OUTPUT_VARIABLE engine COMMAND_ERROR_IS_FATAL ANY)

foreach(part VERSION LIBRARY_STYLE STYLE ENGINE LIBRARIES SCRIPT)
  string(TOLOWER ${part} name)
  string(REPLACE "@${part}@" "${${name}}" page "${page}")
endforeach()
file(WRITE ${OUTPUT}.html "${page}")

# A row of bytes: no compiler has to take a literal of that length.
file(READ ${OUTPUT}.html bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
file(WRITE ${OUTPUT}.cpp "#include \"explorer/page.hpp\"\n\nnamespace {\nconstexpr unsigned char bytes[] = {${bytes}};\n}\n
auto msim::explorer_page() -> std::string_view { return {reinterpret_cast<const char*>(bytes), sizeof bytes}; }\n")
