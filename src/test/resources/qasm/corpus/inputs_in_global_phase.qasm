// expect-parameters g=0.6
// expect-state 0:0.825335614909678,0.564642473395035
OPENQASM 3.0;
include "stdgates.inc";
input float g;
qubit q;
gphase(g);
