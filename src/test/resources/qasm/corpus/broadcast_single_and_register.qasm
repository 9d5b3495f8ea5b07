// expect-outcome c=111
// expect-measurements 1->c[0] 2->c[1] 3->c[2]
OPENQASM 2.0;
include "qelib1.inc";
qreg a[1];
qreg t[3];
creg c[3];
x a[0];
cx a[0],t;
h t; h t;
barrier a,t;
measure t -> c;
