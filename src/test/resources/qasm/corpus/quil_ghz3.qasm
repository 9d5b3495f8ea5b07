// expect-state 000:0.707106781186548,0.0 111:0.707106781186548,0.0
OPENQASM 2.0;
include "qelib1.inc";
// converted from Quil
qreg ro_q[3];
creg ro[3];
h  ro_q[ 0 ];
cx  ro_q[ 0 ] , ro_q[ 1 ];
cx  ro_q[ 1 ] , ro_q[ 2 ];
measure ro_q -> ro;
