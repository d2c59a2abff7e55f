"""Work teams and the letters of responsibility they stand on (驻村工作队、责任书)."""
