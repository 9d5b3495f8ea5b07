// expect-state 10:-1.0,0.0
OPENQASM 2.0;
include "qelib1.inc";
// converted from Quil
qreg ro_q[2];
creg ro[2];
h  ro_q[ 0 ];
h  ro_q[ 1 ];
x  ro_q[ 1 ];
cz  ro_q[ 0 ] , ro_q[ 1 ];
x  ro_q[ 1 ];
h  ro_q[ 0 ];
h  ro_q[ 1 ];
x  ro_q[ 0 ];
x  ro_q[ 1 ];
cz  ro_q[ 0 ] , ro_q[ 1 ];
x  ro_q[ 0 ];
x  ro_q[ 1 ];
h  ro_q[ 0 ];
h  ro_q[ 1 ];
measure ro_q -> ro;
