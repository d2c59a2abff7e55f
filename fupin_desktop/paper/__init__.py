"""Paper: page geometry, fonts, documents, the leak gate and the preview (纸面). The only user of reportlab and PDFium."""
