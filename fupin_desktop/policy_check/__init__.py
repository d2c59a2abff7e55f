"""Does the program compute what the papers print (政策参数核对)?  Q01 to Q50, recomputed from parameters."""
