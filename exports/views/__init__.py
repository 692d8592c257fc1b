from .panel import panel
from .preview import new_preview, preview
from .proof import proof, proof_file, proof_status
from .signoff import sign_off, sign_off_pdf

__all__ = ["new_preview", "panel", "preview", "proof", "proof_file", "proof_status", "sign_off", "sign_off_pdf"]
