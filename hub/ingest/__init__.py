"""What is said on the wire, admitted or turned away."""
