"""Paper: page geometry, fonts, documents, the leak gate and the preview (纸面). Owner of reportlab and PDFium."""
