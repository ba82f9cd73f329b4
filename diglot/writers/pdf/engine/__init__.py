"""Jobs of layout: HTML in, pages out, in processes of their own and kept."""
