"""What all pages share: layouts, components, form fields, middleware."""
