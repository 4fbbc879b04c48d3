"""The addresses of import and export."""

from __future__ import annotations

from django.urls import path

from alongside.web.interop import views

app_name = "interop"
urlpatterns = [
    path("interop/", views.runs, name="runs"),
    path("interop/new", views.upload, name="upload"),
    path("interop/mentoring", views.service, name="service"),
    path("interop/mentoring/example.xlsx", views.example, name="example"),
    path("interop/columns", views.columns, name="columns"),
    path("interop/export/<str:form>", views.export, name="export"),
    path("interop/<uuid:run_id>/", views.run, name="run"),
    path("interop/<uuid:run_id>/bring-in", views.bring_in, name="bring_in"),
    path("interop/<uuid:run_id>/cancel", views.cancel, name="cancel"),
    path("interop/<uuid:run_id>/carry-on", views.carry_on, name="carry_on"),
    path("interop/<uuid:run_id>/undo", views.undo, name="undo"),
    path("interop/<uuid:run_id>/rejected.csv", views.rejected, name="rejected"),
    path("interop/<uuid:run_id>/rows.csv", views.rows, name="rows"),
]
