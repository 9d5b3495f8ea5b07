// expect-state 001:0.577350269189626,0.0 010:0.577350269189626,0.0 100:0.577350269189626,0.0
OPENQASM 2.0;
include "qelib1.inc";
// converted from Quil
qreg ro_q[3];
creg ro[3];
ry(1.9106332362490184)  ro_q[ 0 ];
ch  ro_q[ 0 ] , ro_q[ 1 ];
cx  ro_q[ 1 ] , ro_q[ 2 ];
cx  ro_q[ 0 ] , ro_q[ 1 ];
x  ro_q[ 0 ];
measure ro_q -> ro;
