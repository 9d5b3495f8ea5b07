// expect-equals ccx.qasm
OPENQASM 3.0;
include "stdgates.inc";
qubit a; qubit b; qubit c;
h c;
cx b, c; tdg c;
cx a, c; t c;
cx b, c; tdg c;
cx a, c; t b; t c; h c;
cx a, b; t a; tdg b;
cx a, b;
