"""Any paper the program draws, shown as it will be and sent through the system's print dialog.

``preview.print_pdf`` shows a paper and lets the person print or save it; ``preview.send_pdf`` sends
one straight to a printer that was chosen before. Nothing is written to the disk to be printed.
"""
