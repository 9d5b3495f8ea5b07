// expect-state 1:1,0
OPENQASM 3.0;
include "stdgates.inc";
gate drehung(θ, φ) ζ { rx(θ) ζ; rz(φ) ζ; }
qubit ψ;
drehung(π, τ/2) ψ;
